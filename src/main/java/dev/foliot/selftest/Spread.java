package dev.foliot.selftest;

import java.util.Arrays;

/** The least, the middle and the greatest of several durations, in nanoseconds. */
record Spread(long minNs, long medianNs, long maxNs) {
    /** @param valuesNs at least one */
    static Spread of(long... valuesNs) {
        long[] sorted = valuesNs.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
