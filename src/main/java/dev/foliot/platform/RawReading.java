package dev.foliot.platform;

/**
 * What the clock showed at one moment, beside a scale that no steering bends and no step moves.
 *
 * @param utcNs time of day, in nanoseconds since the Unix epoch
 * @param monotonicNs since an arbitrary start, at the steered rate
 * @param rawNs since an arbitrary start, at the rate that the kernel takes the oscillator to have: worth a nanosecond to
 *     some hundred ppm only, and good for comparing one stretch of time with another
 * @param widthNs within which all of it was read: the three are apart by half of that at most
 */
public record RawReading(long utcNs, long monotonicNs, long rawNs, long widthNs) {}
