package dev.foliot.simulation;

import dev.foliot.platform.ClockStatus;
import dev.foliot.time.LeapIndicator;

/**
 * What Linux keeps beside a clock ({@code adjtimex(2)}): the published error, which grows by 500 ppm until 16 s mean
 * that the clock is not synchronised, the leap second to come, and TAI - UTC. A step makes the clock unsynchronised.
 */
final class KernelStatus {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * NS_PER_S;
    private static final long MAX_ERROR_NS = 16 * NS_PER_S;
    private static final long GROWTH_NS_PER_S = 500_000;
    private static final ClockStatus NEVER_SET =
            new ClockStatus(LeapIndicator.UNSYNCHRONISED, MAX_ERROR_NS, MAX_ERROR_NS);

    private ClockStatus published = NEVER_SET;
    private long publishedAtMonotonicNs;
    private int taiOffsetS;
    private LeapIndicator pendingLeap = LeapIndicator.NONE;
    private long leapAtUtcNs;
    /** Whether the leap second announced was taken; it is not taken again until the announcement has gone. */
    private boolean leapTaken;

    ClockStatus status(long monotonicNs) {
        long seconds = (monotonicNs - publishedAtMonotonicNs) / NS_PER_S;
        long grownNs = Math.min(MAX_ERROR_NS, published.maxErrorNs() + Math.min(seconds, 32_000) * GROWTH_NS_PER_S);
        LeapIndicator leap = grownNs >= MAX_ERROR_NS ? LeapIndicator.UNSYNCHRONISED : published.leap();
        return new ClockStatus(leap, grownNs, published.estimatedErrorNs());
    }

    /** Errors are kept in microseconds, rounded up, and up to 16 s. */
    void setStatus(ClockStatus status, long utcNs, long monotonicNs) {
        published = new ClockStatus(status.leap(), heldNs(status.maxErrorNs()), heldNs(status.estimatedErrorNs()));
        publishedAtMonotonicNs = monotonicNs;
        boolean announced = status.leap() == LeapIndicator.INSERT || status.leap() == LeapIndicator.DELETE;
        leapTaken &= announced;
        pendingLeap = announced && !leapTaken ? status.leap() : LeapIndicator.NONE;
        placeLeap(utcNs);
    }

    private static long heldNs(long errorNs) {
        return Math.min(MAX_ERROR_NS, (Math.min(errorNs, MAX_ERROR_NS) + 999) / 1000 * 1000);
    }

    void stepped(long utcNs) {
        published = NEVER_SET;
        placeLeap(utcNs);
    }

    /** The machine was suspended: a leap second that should have been then is not made up for. */
    void slept() {
        pendingLeap = LeapIndicator.NONE;
    }

    private void placeLeap(long utcNs) {
        long midnightNs = (Math.floorDiv(utcNs, DAY_NS) + 1) * DAY_NS;
        leapAtUtcNs = pendingLeap == LeapIndicator.DELETE ? midnightNs - NS_PER_S : midnightNs;
    }

    /**
     * What a clock that shows {@code utcNs} must be set forward by, because a leap second has come: 0 or a second
     * either way.
     */
    long takeLeapNs(long utcNs) {
        if (pendingLeap == LeapIndicator.NONE || utcNs < leapAtUtcNs) {
            return 0;
        }
        int inserted = pendingLeap == LeapIndicator.INSERT ? 1 : -1;
        pendingLeap = LeapIndicator.NONE;
        leapTaken = true;
        taiOffsetS += inserted;
        return -inserted * NS_PER_S;
    }

    int taiOffsetS() {
        return taiOffsetS;
    }

    void setTaiOffset(int seconds) {
        taiOffsetS = seconds;
    }
}
