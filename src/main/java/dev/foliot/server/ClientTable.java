package dev.foliot.server;

/**
 * The clients of one thread: what each has asked and got, and whether it, or all of its network, asks too often. Bounded
 * by its two {@link AddressTable}s; nothing is allocated after the start.
 *
 * <p>The limit is a token bucket, kept as one number (the generic cell rate algorithm, ITU-T I.371): the time at which the
 * bucket will be full again.
 */
final class ClientTable {
    /** What the rate limit says to a request. */
    enum Verdict {
        ADMITTED,
        /** Beyond the limit, and to be told so. */
        KISS,
        /** Beyond the limit. */
        LIMITED
    }

    private static final int FULL_NS = AddressTable.OWN;
    private static final int LAST_NS = AddressTable.OWN + 1;
    private static final int REQUESTS = AddressTable.OWN + 2;
    private static final int LIMITED = AddressTable.OWN + 3;
    /** The latest version in the lowest byte, the number of interleaved replies above. */
    private static final int DETAILS = AddressTable.OWN + 4;

    private static final int VERSION_BITS = 8;

    /** There are fewer networks than clients. */
    private static final int CLIENTS_PER_NETWORK = 4;

    private final AddressTable clients;
    private final AddressTable networks;
    private final RateLimit limit;
    private final long clientBurstNs;
    private final long networkIntervalNs;
    private final long networkBurstNs;
    private final long ipv4LowMask;
    private final long ipv6HighMask;
    private final long ipv6LowMask;
    private int latest;
    private long random;

    /**
     * @param capacity how many clients at least
     * @param seed a random number that nobody else knows
     */
    ClientTable(int capacity, RateLimit limit, long seed) {
        clients = new AddressTable(capacity, seed);
        networks = new AddressTable(limit.limits() ? (capacity - 1) / CLIENTS_PER_NETWORK + 1 : 1, ~seed);
        this.limit = limit;
        random = seed | 1;
        clientBurstNs = limit.intervalNs() * (limit.burst() - 1);
        networkIntervalNs = limit.intervalNs() / limit.networkFactor();
        networkBurstNs = networkIntervalNs * ((long) limit.burst() * limit.networkFactor() - 1);
        ipv4LowMask = Subnet.lowMask(Subnet.IPV4_OFFSET + limit.ipv4Prefix());
        ipv6HighMask = Subnet.highMask(limit.ipv6Prefix());
        ipv6LowMask = Subnet.lowMask(limit.ipv6Prefix());
    }

    /**
     * Counts a request, and judges it.
     *
     * @param version 1 to 4
     * @param nowNs the time on a monotonic scale, above 0
     */
    Verdict admit(long high, long low, int version, long nowNs) {
        latest = clients.find(high, low, nowNs);
        long[] words = clients.words();
        words[latest + LAST_NS] = nowNs;
        words[latest + REQUESTS]++;
        words[latest + DETAILS] = words[latest + DETAILS] >>> VERSION_BITS << VERSION_BITS | version;
        if (!limit.limits() || take(high, low, nowNs)) {
            return Verdict.ADMITTED;
        }
        return beyondLimit(words);
    }

    /** Of the request that was admitted last, says that its reply is interleaved. */
    void countInterleaved() {
        clients.words()[latest + DETAILS] += 1 << VERSION_BITS;
    }

    /** Both buckets give or neither: a client beyond its limit does not use up its network's. */
    private boolean take(long high, long low, long nowNs) {
        int network = AddressBits.isIpv4(high, low)
                ? networks.find(high, low & ipv4LowMask, nowNs)
                : networks.find(high & ipv6HighMask, low & ipv6LowMask, nowNs);
        long[] words = clients.words();
        long[] networkWords = networks.words();
        long clientFullNs = Math.max(nowNs, words[latest + FULL_NS]);
        long networkFullNs = Math.max(nowNs, networkWords[network + FULL_NS]);
        if (clientFullNs - nowNs > clientBurstNs || networkFullNs - nowNs > networkBurstNs) {
            return false;
        }
        words[latest + FULL_NS] = clientFullNs + limit.intervalNs();
        networkWords[network + FULL_NS] = networkFullNs + networkIntervalNs;
        return true;
    }

    private Verdict beyondLimit(long[] words) {
        if (oneOf(limit.leak())) {
            return Verdict.ADMITTED;
        }
        words[latest + LIMITED]++;
        return oneOf(limit.kiss()) ? Verdict.KISS : Verdict.LIMITED;
    }

    /** True once in {@code count} on average; never for 0. By a xorshift (Marsaglia, 2003), which needs no more. */
    private boolean oneOf(int count) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return count > 0 && (random >>> 1) % count == 0;
    }

    ClientCopy newCopy() {
        return new ClientCopy(clients.words().length / AddressTable.ENTRY);
    }

    /** Copies some more clients; returns whether that were all. */
    boolean copyTo(ClientCopy copy, long nowNs) {
        return copy.take(clients.words(), nowNs);
    }

    /** What the words of a client say. */
    static ClientStatistics statistics(long[] words, int entry, long nowNs) {
        return new ClientStatistics(
                AddressBits.address(words[entry + AddressTable.HIGH], words[entry + AddressTable.LOW]),
                words[entry + REQUESTS],
                words[entry + LIMITED],
                words[entry + DETAILS] >>> VERSION_BITS,
                (int) words[entry + DETAILS] & 0xff,
                (nowNs - words[entry + AddressTable.FIRST_NS]) * 1e-9,
                (nowNs - words[entry + LAST_NS]) * 1e-9);
    }
}
