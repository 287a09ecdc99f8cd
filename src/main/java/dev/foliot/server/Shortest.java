package dev.foliot.server;

import java.util.Arrays;

/** The durations that were seen lately, of which the shortest are the ones without chance in them. In nanoseconds. */
final class Shortest {
    /** So that it is right after a second even where few ask. */
    private static final int COUNT = 16;

    private static final int MARGIN = 4;

    private final int[] recent = new int[COUNT];
    private final int[] sorted = new int[COUNT];
    private int oldest;
    private int known;

    void add(long ns) {
        recent[oldest] = (int) ns;
        oldest = (oldest + 1) % COUNT;
        known = Math.min(known + 1, COUNT);
        System.arraycopy(recent, 0, sorted, 0, COUNT);
        Arrays.sort(sorted, 0, known);
    }

    /** Whether enough were seen. */
    boolean isKnown() {
        return known == COUNT;
    }

    int shortestNs() {
        return sorted[0];
    }

    /**
     * Shorter than the next one will be, most likely: one in so many is shorter than the shortest, by less than those
     * that are there differ.
     */
    int boundNs() {
        return Math.max(0, sorted[0] - (sorted[known / 2] - sorted[0]) / MARGIN);
    }
}
