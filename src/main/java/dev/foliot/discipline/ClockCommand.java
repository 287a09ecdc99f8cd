package dev.foliot.discipline;

import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;

/** What the discipline wants done to the clock, in the order in which the commands come. */
public sealed interface ClockCommand {
    /**
     * Step the clock.
     *
     * @param offsetNs by how much, in nanoseconds; positive: forward
     */
    record Step(long offsetNs) implements ClockCommand {}

    /**
     * Steer the clock by this frequency from now on.
     *
     * @param frequency the oscillator's correction, and on top of it what slews an offset away
     */
    record SetFrequency(Frequency frequency) implements ClockCommand {}

    /**
     * Publish TAI - UTC.
     *
     * @param seconds the difference that holds now
     */
    record SetTaiOffset(int seconds) implements ClockCommand {}

    /**
     * Publish how good the clock is.
     *
     * @param leap the warning for the end of the day, or {@link LeapIndicator#UNSYNCHRONISED}
     * @param maxErrorS bound of the error, in seconds
     * @param estimatedErrorS expected error, in seconds
     */
    record SetStatus(LeapIndicator leap, double maxErrorS, double estimatedErrorS) implements ClockCommand {}
}
