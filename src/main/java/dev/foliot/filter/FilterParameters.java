package dev.foliot.filter;

import dev.foliot.time.Frequency;
import dev.foliot.time.OscillatorStability;

/**
 * What a filter starts from.
 *
 * @param initialFrequency what the oscillator is believed to be corrected by before anything was measured
 * @param initialFrequencyError standard deviation of that, positive
 * @param stability how the oscillator may change without being noticed
 */
public record FilterParameters(
        Frequency initialFrequency, Frequency initialFrequencyError, OscillatorStability stability) {
    /** An oscillator of which nothing is known: crystals are mostly within 100 ppm. */
    public static final FilterParameters DEFAULT =
            new FilterParameters(Frequency.ZERO, Frequency.ofPpm(100), OscillatorStability.DEFAULT);

    public FilterParameters {
        if (!(initialFrequencyError.ppb() > 0)) {
            throw new IllegalArgumentException("initial frequency error must be positive");
        }
    }
}
