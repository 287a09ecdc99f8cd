package dev.foliot.wire;

import dev.foliot.time.NtpTimestamp;

/**
 * A number by which a server knows its own replies. It stands in the lowest bits of their reference timestamp, which say
 * to the millisecond when its clock was last corrected: nobody needs these.
 *
 * <p>Who asks himself and believes the answer follows himself for ever. No address tells him: his own may come out of a
 * name, may be given to him later, may be that of a router which leads back to him.
 *
 * @param bits 1 to 2^24 - 1
 */
public record ServerMark(int bits) {
    private static final int WIDTH = 24;
    private static final long MASK = (1L << WIDTH) - 1;

    public ServerMark {
        if (bits < 1 || bits > MASK) {
            throw new IllegalArgumentException("a mark is 1 to " + MASK + ", not " + bits);
        }
    }

    /** The mark of a server that started at a moment of its own clock: servers of two machines hardly share one. */
    public static ServerMark of(long startNs) {
        // Fibonacci hashing: clocks that read in microseconds, or start at a full second, spread as well.
        long hash = startNs * 0x9e3779b97f4a7c15L >>> Long.SIZE - WIDTH;
        return new ServerMark((int) Math.max(1, hash));
    }

    /** A reference timestamp with the mark, up to 8 ms earlier: one that lies in the future is not believed. */
    public long on(long referenceTimestamp) {
        return referenceTimestamp == NtpTimestamp.UNKNOWN
                ? NtpTimestamp.UNKNOWN
                : (referenceTimestamp - MASK - 1 & ~MASK) | bits;
    }

    /** Whether a reference timestamp has the mark. */
    public boolean isOn(long referenceTimestamp) {
        return (referenceTimestamp & MASK) == bits;
    }
}
