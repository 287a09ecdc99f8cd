package dev.foliot.filter;

import dev.foliot.filter.TrackState.Step;

/**
 * What later observations say of an earlier state, carried backwards in time: the smoother of Bryson and Frazier. With
 * P a state's covariance, observations that come after it change its mean by -P l and its covariance by -P L P. No
 * matrix has to be inverted.
 */
final class Hindsight {
    private double lx;
    private double lf;
    private double ld;
    private double xx;
    private double xf;
    private double xd;
    private double ff;
    private double fd;
    private double dd;

    /** Nothing has been seen yet. */
    void clear() {
        lx = 0;
        lf = 0;
        ld = 0;
        xx = 0;
        xf = 0;
        xd = 0;
        ff = 0;
        fd = 0;
        dd = 0;
    }

    /** Goes back over time that has passed. */
    void rewind(double seconds) {
        lf += seconds * lx;
        ff += seconds * (2 * xf + seconds * xx);
        xf += seconds * xx;
        fd += seconds * xd;
    }

    /** Goes back over an observation. */
    void undo(Way way, Step step) {
        int sign = way.sign;
        double weight = step.weight;
        double gx = xx * step.x + xf * step.f + xd * step.d;
        double gf = xf * step.x + ff * step.f + fd * step.d;
        double gd = xd * step.x + fd * step.f + dd * step.d;
        double gain = lx * step.x + lf * step.f + ld * step.d;
        double change = -weight * gain - step.pull;
        lx += sign * change;
        ld += change;
        double own = weight + weight * weight * (step.x * gx + step.f * gf + step.d * gd);
        xx += own - 2 * sign * weight * gx;
        xf -= sign * weight * gf;
        xd += sign * own - weight * (gx + sign * gd);
        fd -= weight * gf;
        dd += own - 2 * weight * gd;
    }

    /** The expected shortest one-way delay in a state, in seconds, corrected. */
    double expectedS(TrackState state, Way way) {
        int sign = way.sign;
        double gx = sign * state.xx + state.xd;
        double gf = sign * state.xf + state.fd;
        double gd = sign * state.xd + state.dd;
        return state.expectedS(way) - (gx * lx + gf * lf + gd * ld);
    }

    /** Its variance, corrected; positive. */
    double varianceS2(TrackState state, Way way) {
        int sign = way.sign;
        double gx = sign * state.xx + state.xd;
        double gf = sign * state.xf + state.fd;
        double gd = sign * state.xd + state.dd;
        double before = state.varianceS2(way);
        double less = gx * gx * xx + gf * gf * ff + gd * gd * dd + 2 * (gx * gf * xf + gx * gd * xd + gf * gd * fd);
        return Math.max(before - less, before * ROUNDING);
    }

    /** Below this part of it, a difference of variances is rounding. */
    private static final double ROUNDING = 1e-12;
}
