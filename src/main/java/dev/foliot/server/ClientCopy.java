package dev.foliot.server;

import java.util.ArrayList;
import java.util.List;

/**
 * A copy of the clients of one thread, which that thread makes between its batches, a little each time, so that no client
 * waits for it. Whoever wants the copy makes an empty one, hands it over, and reads it once it is complete.
 */
public final class ClientCopy {
    /** Words of the table that are looked through at a time: 16 us for 64 KiB. */
    private static final int PART = 1 << 13;

    private final long[] words;
    private int next;
    private int size;
    private long nowNs;

    /** @param capacity how many clients it can hold */
    public ClientCopy(int capacity) {
        words = new long[Math.multiplyExact(capacity, AddressTable.ENTRY)];
    }

    /** Takes what comes next in a table; returns whether that was the last. */
    boolean take(long[] table, long nowNs) {
        int end = Math.min(table.length, next + PART);
        for (; next < end && size < words.length; next += AddressTable.ENTRY) {
            if (table[next + AddressTable.FIRST_NS] != 0) {
                System.arraycopy(table, next, words, size, AddressTable.ENTRY);
                size += AddressTable.ENTRY;
            }
        }
        this.nowNs = nowNs;
        return next == table.length || size == words.length;
    }

    /** The clients, in no order. Only once it is complete. */
    public List<ClientStatistics> statistics() {
        List<ClientStatistics> statistics = new ArrayList<>(size / AddressTable.ENTRY);
        for (int entry = 0; entry < size; entry += AddressTable.ENTRY) {
            statistics.add(ClientTable.statistics(words, entry, nowNs));
        }
        return statistics;
    }
}
