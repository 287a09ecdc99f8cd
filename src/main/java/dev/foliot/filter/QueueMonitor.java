package dev.foliot.filter;

import java.util.Arrays;

/**
 * Notices when the queues one way have become much longer or shorter than what was learned of them: what is learned
 * gradually would take hundreds of packets to follow.
 */
final class QueueMonitor {
    /** How many packets in a row have to agree. */
    static final int COUNT = 12;

    /**
     * All of them have waited for more than this multiple of the mean wait: of exponential waits one in twenty does, and
     * of packets held up most.
     */
    private static final double LONGER = 3;

    /** All of them have waited for less than this part of it: of exponential waits that is one time in 70,000. */
    private static final double SHORTER = 0.5;

    private final double[] lateS = new double[COUNT];
    private int seen;

    /** A packet has come, by so much later than the earliest were expected, in seconds. */
    void see(double newestS) {
        System.arraycopy(lateS, 1, lateS, 0, COUNT - 1);
        lateS[COUNT - 1] = newestS;
        seen++;
    }

    /** Whether the latest packets have waited for quite another time than {@code scaleS} in the mean. */
    boolean changed(double scaleS) {
        return seen >= COUNT
                && (Arrays.stream(lateS).allMatch(s -> s > LONGER * scaleS)
                        || Arrays.stream(lateS).allMatch(s -> Math.abs(s) < SHORTER * scaleS));
    }

    /** For how long they have waited in the mean, in seconds. */
    double meanS() {
        return Arrays.stream(lateS).map(Math::abs).average().orElseThrow();
    }

    /** What was seen has been dealt with. */
    void clear() {
        seen = 0;
    }
}
