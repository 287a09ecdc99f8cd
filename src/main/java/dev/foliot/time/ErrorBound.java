package dev.foliot.time;

/**
 * A promise about a clock: how far it can be from true time, at {@code atMonotonicNs} and ever after, as long as nobody
 * tells it anything new.
 *
 * @param atMonotonicNs the moment from which it holds, on the monotonic scale
 * @param systematicS what does not change with time, in seconds: delays that may be asymmetric, the sources' own errors,
 *     what is still to be slewed; not negative, infinite when nothing is known
 * @param uncertainty of offset and frequency at that moment
 * @param drift by what the clock is known to run wrong since
 * @param stability how its oscillator may change without being noticed
 */
public record ErrorBound(
        long atMonotonicNs,
        double systematicS,
        Uncertainty uncertainty,
        Frequency drift,
        OscillatorStability stability) {
    /** How many standard deviations count as a bound. */
    public static final double DEVIATIONS = 4;

    /** Nothing is known. */
    public static final ErrorBound UNKNOWN =
            new ErrorBound(0, Double.POSITIVE_INFINITY, Uncertainty.NONE, Frequency.ZERO, OscillatorStability.PERFECT);

    private static final double NS_PER_S = 1e9;

    /** Farther ahead, in seconds, nothing is computed: 30 years. */
    private static final double HORIZON_S = 1e9;

    public ErrorBound {
        if (!(systematicS >= 0) || drift.ppb() < 0) {
            throw new IllegalArgumentException(
                    "not a bound: " + systematicS + " s, drifting by " + drift.ppb() + " ppb");
        }
    }

    /** The bound at a moment, in seconds; never smaller than at {@link #atMonotonicNs}. */
    public double atS(long monotonicNs) {
        return afterS(Math.max(0, monotonicNs - atMonotonicNs) / NS_PER_S);
    }

    private double afterS(double seconds) {
        return systematicS
                + DEVIATIONS * uncertainty.offsetErrorS(seconds)
                + stability.offsetS(seconds)
                + drift.ratio() * seconds;
    }

    /** How fast it grows at a moment. */
    public Frequency growth(long monotonicNs) {
        double growth = Double.isInfinite(systematicS) ? 0 : atS(monotonicNs + (long) NS_PER_S) - atS(monotonicNs);
        return Frequency.ofRatio(growth);
    }

    /** When it reaches {@code limitS}, on the monotonic scale; {@code Long.MAX_VALUE} when that is decades away. */
    public long reachesNs(double limitS) {
        if (afterS(0) >= limitS) {
            return atMonotonicNs;
        }
        if (afterS(HORIZON_S) < limitS) {
            return Long.MAX_VALUE;
        }
        double below = 0;
        double above = HORIZON_S;
        while (above - below > 1e-3) {
            double middle = (below + above) / 2;
            if (afterS(middle) < limitS) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return atMonotonicNs + (long) (above * NS_PER_S);
    }
}
