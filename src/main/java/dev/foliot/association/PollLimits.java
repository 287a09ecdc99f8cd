package dev.foliot.association;

import dev.foliot.time.PollExponent;

/**
 * Between which intervals a source is polled.
 *
 * @param min the shortest
 * @param max the longest, not below {@code min}
 * @param initial where polling starts, between the two
 */
public record PollLimits(PollExponent min, PollExponent max, PollExponent initial) {
    /** 16 s to 1024 s. */
    public static final PollLimits DEFAULT =
            new PollLimits(new PollExponent(4), new PollExponent(10), new PollExponent(4));

    public PollLimits {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "poll-interval-limits: min " + min.log2S() + " exceeds max " + max.log2S());
        }
        if (initial.compareTo(min) < 0 || initial.compareTo(max) > 0) {
            throw new IllegalArgumentException("initial-poll-interval " + initial.log2S() + " is outside the limits "
                    + min.log2S() + ".." + max.log2S());
        }
    }
}
