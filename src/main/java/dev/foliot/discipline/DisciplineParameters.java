package dev.foliot.discipline;

import dev.foliot.time.Frequency;
import dev.foliot.time.OscillatorStability;

/**
 * How the clock may be moved.
 *
 * @param stepThresholdS offsets beyond this are stepped while stepping is allowed, others are slewed; positive
 * @param stepLimit how many of the first clock updates may step; negative: any
 * @param maximumSlew by how much the frequency may differ from the oscillator's correction while an offset is slewed
 *     away, positive
 * @param maximumDrift by how much the oscillator may be wrong before it is not believed, positive
 * @param stability how the oscillator may change between measurements
 * @param maximumErrorS once the bound of its error has grown to this, the clock is no longer synchronised; positive, at
 *     most {@link #LARGEST_MAXIMUM_ERROR_S}
 * @param panic how far it may be moved at all
 */
public record DisciplineParameters(
        double stepThresholdS,
        int stepLimit,
        Frequency maximumSlew,
        Frequency maximumDrift,
        OscillatorStability stability,
        double maximumErrorS,
        PanicThresholds panic) {
    /** A clock farther off than that knows nothing (RFC 5905: MAXDISP; Linux does the same). */
    public static final double LARGEST_MAXIMUM_ERROR_S = 16;

    /** What the most flexible kernel can do: Linux moves its tick by ten percent (adjtimex(2)). */
    public static final Frequency MAX_FREQUENCY = Frequency.ofPpm(100_000);

    /** Step offsets beyond 10 ms during the first 3 updates; otherwise slew by at most 500 ppm. */
    public static final DisciplineParameters DEFAULT =
            new DisciplineParameters(0.010, 3, Frequency.ofPpm(500), Frequency.ofPpm(500), OscillatorStability.DEFAULT);

    /** With everything else by default. */
    public DisciplineParameters(
            double stepThresholdS,
            int stepLimit,
            Frequency maximumSlew,
            Frequency maximumDrift,
            OscillatorStability stability) {
        this(
                stepThresholdS,
                stepLimit,
                maximumSlew,
                maximumDrift,
                stability,
                LARGEST_MAXIMUM_ERROR_S,
                PanicThresholds.DEFAULT);
    }

    public DisciplineParameters {
        if (!(stepThresholdS > 0)) {
            throw new IllegalArgumentException("step-threshold must be positive");
        }
        requireRange("maximum-slew", maximumSlew);
        requireRange("maximum-drift", maximumDrift);
        if (!(maximumErrorS > 0) || maximumErrorS > LARGEST_MAXIMUM_ERROR_S) {
            throw new IllegalArgumentException(
                    "maximum-error " + maximumErrorS + " s is outside 0.." + LARGEST_MAXIMUM_ERROR_S + " s");
        }
    }

    /** The same, but for when the clock is stepped. */
    public DisciplineParameters withSteps(double thresholdS, int limit) {
        return new DisciplineParameters(thresholdS, limit, maximumSlew, maximumDrift, stability, maximumErrorS, panic);
    }

    private static void requireRange(String name, Frequency limit) {
        if (!(limit.ppb() > 0) || limit.ppb() > MAX_FREQUENCY.ppb()) {
            throw new IllegalArgumentException(
                    name + " " + limit.ppm() + " ppm is outside 0.." + MAX_FREQUENCY.ppm() + " ppm");
        }
    }
}
