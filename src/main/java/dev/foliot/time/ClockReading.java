package dev.foliot.time;

/**
 * What a clock showed at one moment.
 *
 * @param utcNs time of day, in nanoseconds since the Unix epoch: the scale that is steered, and may be stepped
 * @param monotonicNs nanoseconds since an arbitrary start; runs at the same steered rate, never jumps: the scale of
 *     timers
 */
public record ClockReading(long utcNs, long monotonicNs) {}
