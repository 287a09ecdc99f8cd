package dev.foliot.server;

/**
 * A bounded memory of addresses: each that is looked up is in it afterwards, in place of another when its set is full. A
 * set has {@value #WAYS} entries, and an index of one cache line that tells them apart without a look at them.
 *
 * <p>Which set is an address's depends on a secret, so nobody can fill one on purpose. Who floods the whole table with
 * forged senders drives out the forged ones: an address that came back after {@value #RETURN_NS} ns or more stays until
 * it has been silent for hours, while its set has another that did not.
 */
final class AddressTable {
    /** Words of an entry: a cache line. */
    static final int ENTRY = 8;

    /** The address. */
    static final int HIGH = 0;

    static final int LOW = 1;
    /** When it was first looked up, on the caller's scale; 0 in an entry that nobody has. */
    static final int FIRST_NS = 2;
    /** From here on an entry's words are its owner's: zeros when it is new. */
    static final int OWN = 3;

    static final int WAYS = 8;

    static final long RETURN_NS = 1_000_000_000L;

    /** Ages are compared in units of 2^24 ns, 17 ms, which 31 bits count for a year. */
    private static final int AGE_SHIFT = 24;

    /** 2.4 hours: twice what clients wait at most as a rule. */
    private static final int FAITHFUL_AGE = 1 << 19;

    private static final int INDEX = 2 * WAYS;

    /** For each set: a tag of each entry's address, 0 for none; then when each was last seen, and whether it came back. */
    private final int[] index;

    private final long[] words;
    private final int setMask;
    private final long multiplier;
    private final long secondMultiplier;

    /**
     * @param capacity how many addresses at least, 1 to {@link ServerParameters#LARGEST_TABLE}
     * @param seed a random number that nobody else knows
     */
    AddressTable(int capacity, long seed) {
        int sets = Integer.highestOneBit(2 * ((capacity + WAYS - 1) / WAYS) - 1);
        index = new int[sets * INDEX];
        words = new long[sets * WAYS * ENTRY];
        setMask = sets - 1;
        multiplier = seed | 1;
        secondMultiplier = Long.rotateLeft(seed * 0x9e3779b97f4a7c15L, 32) | 1;
    }

    /** Entries one after another, {@link #ENTRY} words each. */
    long[] words() {
        return words;
    }

    /**
     * Looks an address up.
     *
     * @param nowNs the time, above 0
     * @return where its entry begins in {@link #words}
     */
    int find(long high, long low, long nowNs) {
        long hash = hash(high, low);
        int tag = (int) (hash >>> Integer.SIZE) | 1;
        int set = (int) hash & setMask;
        int line = set * INDEX;
        for (int way = 0; way < WAYS; way++) {
            if (index[line + way] == tag) {
                int entry = (set * WAYS + way) * ENTRY;
                if (words[entry + HIGH] == high && words[entry + LOW] == low) {
                    boolean cameBack = nowNs - words[entry + FIRST_NS] >= RETURN_NS;
                    index[line + WAYS + way] = seen(nowNs) | (cameBack ? 1 : 0);
                    return entry;
                }
            }
        }
        return replace(set, tag, high, low, nowNs);
    }

    private int replace(int set, int tag, long high, long low, long nowNs) {
        int way = leastWorthKeeping(set * INDEX, seen(nowNs));
        index[set * INDEX + way] = tag;
        index[set * INDEX + WAYS + way] = seen(nowNs);
        int entry = (set * WAYS + way) * ENTRY;
        words[entry + HIGH] = high;
        words[entry + LOW] = low;
        words[entry + FIRST_NS] = nowNs;
        for (int i = OWN; i < ENTRY; i++) {
            words[entry + i] = 0;
        }
        return entry;
    }

    /** An entry that nobody has; else the oldest of those that did not come back; else the oldest. */
    private int leastWorthKeeping(int line, int now) {
        int worst = 0;
        long highest = -1;
        for (int way = 0; way < WAYS; way++) {
            if (index[line + way] == 0) {
                return way;
            }
            int seen = index[line + WAYS + way];
            int age = (now - (seen & -2)) >>> 1;
            boolean faithful = (seen & 1) != 0 && age < FAITHFUL_AGE;
            long rank = faithful ? age : FAITHFUL_AGE + (long) age;
            if (rank > highest) {
                highest = rank;
                worst = way;
            }
        }
        return worst;
    }

    /** Time in the index: its lowest bit is left free. */
    private static int seen(long nowNs) {
        return (int) (nowNs >>> AGE_SHIFT) << 1;
    }

    private long hash(long high, long low) {
        long hash = low * multiplier;
        hash = ((hash ^ hash >>> 32) + high) * secondMultiplier;
        hash = (hash ^ hash >>> 29) * 0xbf58476d1ce4e5b9L;
        return hash ^ hash >>> 32;
    }
}
