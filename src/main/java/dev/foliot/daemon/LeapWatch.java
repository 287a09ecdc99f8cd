package dev.foliot.daemon;

import dev.foliot.time.LeapIndicator;

/**
 * Waits for an announced leap second. A kernel that was told of it makes it by itself, and the clock then jumps by a
 * second that nobody set; a clock that cannot is stepped at the same moment.
 */
final class LeapWatch {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * NS_PER_S;
    private static final long NEVER = Long.MAX_VALUE;

    private LeapIndicator armed = LeapIndicator.NONE;
    /** Made, and still announced; while an inserted second runs, the day still has its end to come. */
    private LeapIndicator made = LeapIndicator.NONE;

    private long midnightUtcNs = NEVER;

    /**
     * Takes what the clock has been told for the end of the present UTC day. As a kernel does, does not take it again
     * after it was made until the announcement has gone.
     */
    void arm(LeapIndicator leap, long utcNs) {
        if (leap != made && leap != LeapIndicator.UNSYNCHRONISED) {
            made = LeapIndicator.NONE;
        }
        boolean announced = leap != made && (leap == LeapIndicator.INSERT || leap == LeapIndicator.DELETE);
        armed = announced ? leap : LeapIndicator.NONE;
        midnightUtcNs = announced ? (Math.floorDiv(utcNs, DAY_NS) + 1) * DAY_NS : NEVER;
    }

    /** By how much the clock jumps, in nanoseconds: a second back, a second forward, or 0 when no leap is announced. */
    long jumpNs() {
        return switch (armed) {
            case INSERT -> -NS_PER_S;
            case DELETE -> NS_PER_S;
            default -> 0;
        };
    }

    /**
     * The time of day at which the clock jumps, if it has not by then; {@code Long.MAX_VALUE} when no leap is
     * announced. The second inserted repeats the day's last, the second deleted is the day's last.
     */
    long dueUtcNs() {
        return armed == LeapIndicator.DELETE ? midnightUtcNs - NS_PER_S : midnightUtcNs;
    }

    /**
     * Whether a jump of the clock is the leap that was announced.
     *
     * @param utcNs the time of day after the jump
     * @param toleranceNs by how much jumps are not told apart
     */
    boolean explains(long jumpNs, long utcNs, long toleranceNs) {
        return jumpNs() != 0
                && Math.abs(jumpNs - jumpNs()) <= toleranceNs
                && utcNs >= midnightUtcNs - NS_PER_S - toleranceNs;
    }

    /**
     * The machine was suspended: whether the leap second came meanwhile, and whether the clock has made it, nobody knows
     * before the clock has been measured. It is to be armed anew.
     */
    void forget() {
        armed = LeapIndicator.NONE;
        midnightUtcNs = NEVER;
    }

    /** The leap has happened. */
    void disarm() {
        made = armed;
        armed = LeapIndicator.NONE;
        midnightUtcNs = NEVER;
    }
}
