package dev.foliot.platform;

/** How far two clocks are apart that one program reads. */
public final class ClockComparison {
    private static final int READINGS = 20;

    private ClockComparison() {}

    /**
     * By how much {@code clock} is ahead of {@code truth}, in nanoseconds. Good to some tens of them: of several
     * comparisons it takes the one that took least time, since this thread may lose its processor at any moment.
     */
    public static long aheadNs(SystemClock clock, SystemClock truth) {
        long aheadNs = 0;
        long shortestNs = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            long beforeNs = truth.read().utcNs();
            long clockNs = clock.read().utcNs();
            long tookNs = truth.read().utcNs() - beforeNs;
            if (tookNs < shortestNs) {
                shortestNs = tookNs;
                aheadNs = clockNs - beforeNs - tookNs / 2;
            }
        }
        return aheadNs;
    }
}
