package dev.foliot.time;

/**
 * When a packet crossed the border of this machine.
 *
 * @param utcNs the local clock's time of day, in nanoseconds since the Unix epoch
 * @param source who read the clock
 * @param errorNs how far that may be from the truth because of the stamp's resolution, in nanoseconds
 */
public record Stamp(long utcNs, StampSource source, int errorNs) {}
