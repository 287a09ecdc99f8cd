package dev.foliot.filter;

import dev.foliot.time.Frequency;

/**
 * What a filter starts from.
 *
 * @param maximumSamples how many samples it remembers, at least {@code minimumSamples}
 * @param minimumSamples how many it keeps even when they do not lie on one line, at least 3
 * @param initialFrequency what the oscillator is believed to be corrected by before anything was measured
 * @param initialFrequencyError standard deviation of that, positive
 */
public record FilterParameters(
        int maximumSamples, int minimumSamples, Frequency initialFrequency, Frequency initialFrequencyError) {
    /** An oscillator of which nothing is known: crystals are mostly within 100 ppm. */
    public static final FilterParameters DEFAULT = new FilterParameters(64, 6, Frequency.ZERO, Frequency.ofPpm(100));

    public FilterParameters {
        if (minimumSamples < 3 || maximumSamples < minimumSamples) {
            throw new IllegalArgumentException("samples: minimum " + minimumSamples + ", maximum " + maximumSamples);
        }
        if (!(initialFrequencyError.ppb() > 0)) {
            throw new IllegalArgumentException("initial frequency error must be positive");
        }
    }

    /** These parameters with what a drift file says of the oscillator. */
    public FilterParameters withFrequency(Frequency frequency, Frequency error) {
        return new FilterParameters(maximumSamples, minimumSamples, frequency, error);
    }
}
