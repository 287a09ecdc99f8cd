package dev.foliot.filter;

/**
 * What is believed of a clock and the path to its source at one moment: normally distributed values of
 * <ul>
 *   <li>x, the source less the free-running clock, in seconds,
 *   <li>f, how fast x grows, in seconds per second,
 *   <li>d, the shortest delay on either way, in seconds,
 * </ul>
 * with their covariance. Between observations f walks at random and takes x along (random walk frequency noise); d
 * walks a little, as paths do.
 */
final class TrackState {
    double x;
    double f;
    double d;
    double xx;
    double xf;
    double xd;
    double ff;
    double fd;
    double dd;

    void set(TrackState other) {
        x = other.x;
        f = other.f;
        d = other.d;
        xx = other.xx;
        xf = other.xf;
        xd = other.xd;
        ff = other.ff;
        fd = other.fd;
        dd = other.dd;
    }

    /**
     * Lets time pass.
     *
     * @param seconds how much, not negative
     * @param wander2 variance that f gains each second
     * @param drift2 variance that d gains each second, in seconds squared
     */
    void advance(double seconds, double wander2, double drift2) {
        x += f * seconds;
        xx += seconds * (2 * xf + seconds * (ff + wander2 * seconds / 3));
        xf += seconds * (ff + wander2 * seconds / 2);
        xd += seconds * fd;
        ff += wander2 * seconds;
        dd += drift2 * seconds;
    }

    /** The expected shortest one-way delay by the stamps, in seconds. */
    double expectedS(Way way) {
        return d + way.sign * x;
    }

    /** Its variance. */
    double varianceS2(Way way) {
        return xx + dd + 2 * way.sign * xd;
    }

    /** Takes an observation in. */
    void observe(Way way, Observation observation) {
        int sign = way.sign;
        double gx = sign * xx + xd;
        double gf = sign * xf + fd;
        double gd = sign * xd + dd;
        double blur = 1 + observation.precision * (sign * gx + gd);
        double weight = observation.precision / blur;
        double pull = (observation.weighted - observation.precision * expectedS(way)) / blur;
        x += gx * pull;
        f += gf * pull;
        d += gd * pull;
        xx -= gx * gx * weight;
        xf -= gx * gf * weight;
        xd -= gx * gd * weight;
        ff -= gf * gf * weight;
        fd -= gf * gd * weight;
        dd -= gd * gd * weight;
    }

    /** A normally distributed observation of a shortest one-way delay; of nothing, at first. */
    static final class Observation {
        /** The inverse of its variance, in 1/s^2. */
        double precision;

        /** Its value times {@link #precision}, in 1/s. */
        double weighted;

        void clear() {
            precision = 0;
            weighted = 0;
        }

        /** Becomes more like another one: the same at a {@code part} of 1. */
        void moveTo(double otherPrecision, double otherWeighted, double part) {
            precision += part * (otherPrecision - precision);
            weighted += part * (otherWeighted - weighted);
        }
    }
}
