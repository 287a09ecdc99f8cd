package dev.foliot.platform;

import dev.foliot.time.LeapIndicator;

/**
 * What is published through the operating system about its clock ({@code adjtimex(2)}: status, maxerror, esterror).
 *
 * @param leap {@link LeapIndicator#UNSYNCHRONISED} says that the clock is not synchronised; the others imply that it is
 * @param maxErrorNs bound of the error, in nanoseconds, not negative; the kernel keeps microseconds and lets it grow
 * @param estimatedErrorNs expected error, in nanoseconds, not negative
 */
public record ClockStatus(LeapIndicator leap, long maxErrorNs, long estimatedErrorNs) {
    public ClockStatus {
        if (maxErrorNs < 0 || estimatedErrorNs < 0) {
            throw new IllegalArgumentException("negative error: " + maxErrorNs + ", " + estimatedErrorNs);
        }
    }
}
