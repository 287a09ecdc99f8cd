package dev.foliot.server;

import java.util.Arrays;

/**
 * A bounded map from when a request came, a number that occurs once, to when its reply left. A set has {@value #WAYS}
 * entries, one cache line; the newest takes the place of the set's oldest.
 */
final class StampTable {
    private static final int WAYS = 4;
    private static final int ENTRY = 2;
    private static final int SET = WAYS * ENTRY;

    private final long[] words;
    private final int shift;

    /** @param capacity how many entries at least, 1 to {@link ServerParameters#LARGEST_TABLE} */
    StampTable(int capacity) {
        int sets = Integer.highestOneBit(2 * ((capacity + WAYS - 1) / WAYS) - 1);
        words = new long[sets * SET];
        // One bit more than the number of a set has: a shift by 64, for a single set, would be one by 0.
        shift = Long.SIZE - 1 - Integer.numberOfTrailingZeros(sets);
    }

    /** Where the entry of {@code receive} is; -1: nowhere. */
    private int find(long receive) {
        int set = set(receive);
        for (int at = set; at < set + SET; at += ENTRY) {
            if (words[at] == receive) {
                return at;
            }
        }
        return -1;
    }

    boolean contains(long receive) {
        return find(receive) >= 0;
    }

    /** When the reply left; 0 when that is not known. */
    long transmitOf(long receive) {
        int at = find(receive);
        return at < 0 ? 0 : words[at + 1];
    }

    /** Adds an entry, without a time of leaving. */
    void add(long receive) {
        int set = set(receive);
        for (int at = set + SET - 1; at >= set + ENTRY; at--) {
            words[at] = words[at - ENTRY];
        }
        words[set] = receive;
        words[set + 1] = 0;
    }

    /** Says when the reply left; does nothing when the entry is gone. */
    void sent(long receive, long transmit) {
        int at = find(receive);
        if (at >= 0) {
            words[at + 1] = transmit;
        }
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    /** Fibonacci hashing: the highest bits of a product with 2^64 over the golden ratio. */
    private int set(long receive) {
        int number = (int) (receive * 0x9e3779b97f4a7c15L >>> shift) >>> 1;
        return number * SET;
    }
}
