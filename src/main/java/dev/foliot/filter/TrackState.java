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
    /**
     * Below this part of its terms, what is left of a variance is rounding, and counts as that much. Packets that seem
     * to take no time take it there, and a server can make them seem so.
     */
    private static final double ROUNDING = 1e-15;

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
        return moreThanRounding(xx + dd + 2 * way.sign * xd);
    }

    private double moreThanRounding(double varianceS2) {
        return Math.max(ROUNDING * (xx + dd), varianceS2);
    }

    /** Takes an observation in. */
    void observe(Way way, Observation observation) {
        int sign = way.sign;
        double gx = sign * xx + xd;
        double gf = sign * xf + fd;
        double gd = sign * xd + dd;
        double blur = 1 + observation.precision * moreThanRounding(sign * gx + gd);
        double weight = observation.precision / blur;
        double pull = (observation.weighted - observation.precision * expectedS(way)) / blur;
        x += gx * pull;
        f += gf * pull;
        d += gd * pull;
        xx = Math.max(ROUNDING * xx, xx - gx * gx * weight);
        ff = Math.max(ROUNDING * ff, ff - gf * gf * weight);
        dd = Math.max(ROUNDING * dd, dd - gd * gd * weight);
        xf = possible(xf - gx * gf * weight, xx, ff);
        xd = possible(xd - gx * gd * weight, xx, dd);
        fd = possible(fd - gf * gd * weight, ff, dd);
    }

    /** A covariance, or the nearest one that values with these variances can have. */
    private static double possible(double covariance, double variance, double otherVariance) {
        double largest2 = variance * otherVariance;
        return covariance * covariance <= largest2 ? covariance : Math.copySign(Math.sqrt(largest2), covariance);
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
