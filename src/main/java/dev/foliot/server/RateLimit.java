package dev.foliot.server;

import dev.foliot.time.PollExponent;

/**
 * How often a server answers one address, and one network: on the long run once in an interval, at once a burst of
 * them.
 *
 * @param intervalNs between answers to one address on the long run, in nanoseconds; 0: there is no limit
 * @param burst how many answers an address gets at once that has not asked for long, 1 to 10,000
 * @param networkFactor how many addresses' worth of answers a network gets, at least 1
 * @param ipv4Prefix how many bits of an IPv4 address are its network's, 1 to 32
 * @param ipv6Prefix how many bits of an IPv6 address are its network's, 1 to 128
 * @param leak one of so many requests beyond the limit is answered all the same, since whoever forges an address could
 *     else have its owner refused; 0: none
 * @param kiss one of so many of the others gets the kiss code RATE; 0: none
 */
public record RateLimit(
        long intervalNs, int burst, int networkFactor, int ipv4Prefix, int ipv6Prefix, int leak, int kiss) {
    private static final long NS_PER_S = 1_000_000_000L;

    /** As long as anyone polls. */
    private static final long LONGEST_INTERVAL_NS = new PollExponent(PollExponent.MAX).intervalNs();

    private static final int HIGHEST_COUNT = 1_000_000;

    /** So that a burst of the longest intervals is still a number of nanoseconds. */
    private static final int HIGHEST_BURST = 10_000;

    /**
     * A client that polls as RFC 5905 has it (64 s; 16 s at the least; a burst of 8 at its start) never meets these, nor
     * do dozens of them behind one address.
     */
    public static final RateLimit DEFAULT = new RateLimit(2 * NS_PER_S, 16, 16, 24, 56, 8, 4);

    /** No limit. */
    public static final RateLimit NONE = new RateLimit(0, 1, 1, 24, 56, 0, 0);

    public RateLimit {
        if (intervalNs < 0 || intervalNs > LONGEST_INTERVAL_NS) {
            throw new IllegalArgumentException(
                    "interval " + intervalNs * 1e-9 + " s is outside 0 to " + LONGEST_INTERVAL_NS / NS_PER_S + " s");
        }
        within("burst", burst, 1, HIGHEST_BURST);
        within("network-factor", networkFactor, 1, HIGHEST_COUNT);
        within("ipv4-prefix", ipv4Prefix, 1, Integer.SIZE);
        within("ipv6-prefix", ipv6Prefix, 1, 2 * Long.SIZE);
        within("leak", leak, 0, HIGHEST_COUNT);
        within("kiss", kiss, 0, HIGHEST_COUNT);
    }

    /** Whether there is any. */
    public boolean limits() {
        return intervalNs > 0;
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + least + " to " + most);
        }
    }
}
