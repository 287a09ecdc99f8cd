package dev.foliot.daemon;

import dev.foliot.platform.SystemClock;

/**
 * The monotonic time of a clock for each batch, at the price of Java's own: the clock itself is read ten times a second,
 * since a reading crosses the border to C and is an object.
 */
final class ServerClock {
    private static final long READ_EVERY_NS = 100_000_000L;

    private final SystemClock clock;
    private long readAtNs;
    private long distanceNs;
    private long latestNs;

    ServerClock(SystemClock clock) {
        this.clock = clock;
        read(System.nanoTime());
    }

    /** Never goes back. */
    long monotonicNs() {
        long nanoTime = System.nanoTime();
        if (nanoTime - readAtNs >= READ_EVERY_NS) {
            read(nanoTime);
        }
        latestNs = Math.max(latestNs, nanoTime + distanceNs);
        return latestNs;
    }

    private void read(long nanoTime) {
        readAtNs = nanoTime;
        distanceNs = clock.read().monotonicNs() - nanoTime;
    }
}
