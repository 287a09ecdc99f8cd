package dev.foliot.platform;

import dev.foliot.time.ClockReading;

/** When a frequency that was set takes the old one's place. */
public enum FrequencyOnset {
    AT_ONCE,
    /** When the time of day comes to its next whole second: FreeBSD. */
    NEXT_SECOND,
    /** A second later. Setting anything else of the clock within that second puts it off by as much: macOS. */
    AFTER_A_SECOND;

    private static final long NS_PER_S = 1_000_000_000L;

    /** The moment on the monotonic scale from which on a frequency acts that was set at {@code now}. */
    public long monotonicNs(ClockReading now) {
        return switch (this) {
            case AT_ONCE -> now.monotonicNs();
            case NEXT_SECOND -> now.monotonicNs() + NS_PER_S - Math.floorMod(now.utcNs(), NS_PER_S);
            case AFTER_A_SECOND -> now.monotonicNs() + NS_PER_S;
        };
    }
}
