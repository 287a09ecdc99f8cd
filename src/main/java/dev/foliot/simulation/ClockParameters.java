package dev.foliot.simulation;

import dev.foliot.time.Frequency;

/**
 * How a simulated clock is built, and where it starts.
 *
 * @param offsetNs how far it is ahead of true time at first, in nanoseconds
 * @param maxFrequency the largest frequency that it can be steered by
 * @param readingQuantumNs the step in which it is read, at least 1
 */
public record ClockParameters(long offsetNs, Frequency maxFrequency, long readingQuantumNs) {
    /** The reach of the frequency alone of every kernel with {@code ntp_adjtime}: 500 ppm. */
    public static final Frequency FREQUENCY_RANGE = Frequency.ofPpm(500);
    /** The reach of Linux's frequency and tick together: 10 %. */
    public static final Frequency TICK_RANGE = Frequency.ofPpm(100_000);

    /** Right at the start, 500 ppm, read to the nanosecond. */
    public static final ClockParameters DEFAULT = new ClockParameters(0, FREQUENCY_RANGE, 1);

    public ClockParameters {
        if (maxFrequency.ppb() < 0 || maxFrequency.ppb() > TICK_RANGE.ppb()) {
            throw new IllegalArgumentException("frequency range " + maxFrequency.ppm() + " ppm is outside 0..100000");
        }
        if (readingQuantumNs < 1) {
            throw new IllegalArgumentException("reading quantum " + readingQuantumNs + " ns is less than 1");
        }
    }

    public ClockParameters withOffsetNs(long offsetNs) {
        return new ClockParameters(offsetNs, maxFrequency, readingQuantumNs);
    }

    public ClockParameters withMaxFrequency(Frequency maxFrequency) {
        return new ClockParameters(offsetNs, maxFrequency, readingQuantumNs);
    }

    public ClockParameters withReadingQuantumNs(long readingQuantumNs) {
        return new ClockParameters(offsetNs, maxFrequency, readingQuantumNs);
    }
}
