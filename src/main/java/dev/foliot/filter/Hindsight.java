package dev.foliot.filter;

import dev.foliot.filter.TrackState.Observation;

/**
 * What observations say of a state before them: information (the inverse of a covariance) and information times mean,
 * carried backwards in time. It knows nothing of what came earlier, and is zero where there is nothing later.
 */
final class Hindsight {
    private double x;
    private double f;
    private double d;
    private double xx;
    private double xf;
    private double xd;
    private double ff;
    private double fd;
    private double dd;

    private double meanS;
    private double varianceS2;
    private final LinearSystem system = new LinearSystem();

    /** Nothing is known. */
    void clear() {
        x = 0;
        f = 0;
        d = 0;
        xx = 0;
        xf = 0;
        xd = 0;
        ff = 0;
        fd = 0;
        dd = 0;
    }

    /** Adds an observation. */
    void add(Way way, Observation observation) {
        weigh(way, observation.precision, observation.weighted);
    }

    private void weigh(Way way, double precision, double weighted) {
        int sign = way.sign;
        x += sign * weighted;
        d += weighted;
        xx += precision;
        xd += sign * precision;
        dd += precision;
    }

    /** Goes back over time that has passed, as {@link TrackState#advance} goes forward. */
    void rewind(double seconds, double wander2, double drift2) {
        // The covariance that time adds is a sum of squares: of a part common to x and f, one of f, one of d.
        blur(seconds / Math.sqrt(3), Math.sqrt(3) / 2, 0, wander2 * seconds);
        blur(0, 0.5, 0, wander2 * seconds);
        blur(0, 0, 1, drift2 * seconds);
        f += seconds * x;
        ff += seconds * (2 * xf + seconds * xx);
        xf += seconds * xx;
        fd += seconds * xd;
    }

    /** Loses what is lost when noise of this variance is added in the direction (bx, bf, bd). */
    private void blur(double bx, double bf, double bd, double variance) {
        double gx = xx * bx + xf * bf + xd * bd;
        double gf = xf * bx + ff * bf + fd * bd;
        double gd = xd * bx + fd * bf + dd * bd;
        double factor = variance / (1 + variance * (bx * gx + bf * gf + bd * gd));
        double pull = factor * (bx * x + bf * f + bd * d);
        x -= gx * pull;
        f -= gf * pull;
        d -= gd * pull;
        xx -= gx * gx * factor;
        xf -= gx * gf * factor;
        xd -= gx * gd * factor;
        ff -= gf * gf * factor;
        fd -= gf * gd * factor;
        dd -= gd * gd * factor;
    }

    /**
     * Puts together what was known of a one-way delay beforehand, what is known in hindsight, and what the other way of
     * the same exchange says: {@link #meanS} and {@link #varianceS2}.
     */
    void judge(TrackState before, Way way, Observation otherWay) {
        Way other = way.other();
        weigh(other, otherWay.precision, otherWay.weighted);
        solve(before, way.sign);
        weigh(other, -otherWay.precision, -otherWay.weighted);
    }

    /** With P the covariance before and L this information, the covariance of all together is (I + P L)^-1 P. */
    private void solve(TrackState p, int sign) {
        system.row(
                0,
                1 + p.xx * xx + p.xf * xf + p.xd * xd,
                p.xx * xf + p.xf * ff + p.xd * fd,
                p.xx * xd + p.xf * fd + p.xd * dd,
                sign * p.xx + p.xd);
        system.row(
                1,
                p.xf * xx + p.ff * xf + p.fd * xd,
                1 + p.xf * xf + p.ff * ff + p.fd * fd,
                p.xf * xd + p.ff * fd + p.fd * dd,
                sign * p.xf + p.fd);
        system.row(
                2,
                p.xd * xx + p.fd * xf + p.dd * xd,
                p.xd * xf + p.fd * ff + p.dd * fd,
                1 + p.xd * xd + p.fd * fd + p.dd * dd,
                sign * p.xd + p.dd);
        system.solve();
        double newsX = x - (xx * p.x + xf * p.f + xd * p.d);
        double newsF = f - (xf * p.x + ff * p.f + fd * p.d);
        double newsD = d - (xd * p.x + fd * p.f + dd * p.d);
        varianceS2 = sign * system.solution(0) + system.solution(2);
        meanS = sign * p.x + p.d + system.solution(0) * newsX + system.solution(1) * newsF + system.solution(2) * newsD;
    }

    /** Whether the latest judgement is one: where one delay outweighs all others by far, rounding leaves nothing of it. */
    boolean conclusive() {
        return varianceS2 > 0 && Double.isFinite(meanS);
    }

    /** The expected shortest one-way delay by the stamps, in seconds. */
    double meanS() {
        return meanS;
    }

    /** Its variance. */
    double varianceS2() {
        return varianceS2;
    }
}
