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
 */
public record DisciplineParameters(
        double stepThresholdS,
        int stepLimit,
        Frequency maximumSlew,
        Frequency maximumDrift,
        OscillatorStability stability) {
    /** What the most flexible kernel can do: Linux moves its tick by ten percent (adjtimex(2)). */
    public static final Frequency MAX_FREQUENCY = Frequency.ofPpm(100_000);

    /** Step offsets beyond 128 ms during the first 3 updates; otherwise slew by at most 500 ppm. */
    public static final DisciplineParameters DEFAULT =
            new DisciplineParameters(0.128, 3, Frequency.ofPpm(500), Frequency.ofPpm(500), OscillatorStability.DEFAULT);

    public DisciplineParameters {
        if (!(stepThresholdS > 0)) {
            throw new IllegalArgumentException("step-threshold must be positive");
        }
        requireRange("maximum-slew", maximumSlew);
        requireRange("maximum-drift", maximumDrift);
    }

    private static void requireRange(String name, Frequency limit) {
        if (!(limit.ppb() > 0) || limit.ppb() > MAX_FREQUENCY.ppb()) {
            throw new IllegalArgumentException(
                    name + " " + limit.ppm() + " ppm is outside 0.." + MAX_FREQUENCY.ppm() + " ppm");
        }
    }
}
