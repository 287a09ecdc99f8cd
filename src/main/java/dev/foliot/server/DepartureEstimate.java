package dev.foliot.server;

/**
 * When a reply leaves after the clock was read for it. Its transmit timestamp has to be in it before it is sent, so it
 * can only be foretold; the microseconds that it would lie before the truth otherwise are an error of every client's, by
 * half.
 *
 * <p>Two numbers foretell it: how long the first datagram of a system call takes to the system's own stamp, learnt from
 * such stamps, and how long each takes after the one before, learnt from how long calls take. Both are near the shortest
 * that was seen lately: a stamp that lies after the truth makes a delay too short, and over a short way impossible, which
 * clients do not believe.
 */
public final class DepartureEstimate {
    /** How often the system is asked for a stamp, in nanoseconds: that costs as much as a reply does. */
    public static final long STAMP_INTERVAL_NS = 50_000_000;

    /** Nothing longer is believed: a thread that lost its processor is no measure. */
    static final int LONGEST_NS = 1_000_000;

    /** The pace falls at once, and rises by this share of what it was short of. */
    private static final int RISE = 64;

    private static final double SMALLEST_NS = 500;

    /**
     * A lead is the shortest of so many delays, so that it is right after a second even where few ask; one datagram in
     * so many leaves before it, and hardly so.
     */
    private static final int DELAYS = 16;

    private final int[] delaysNs = new int[DELAYS];
    private int oldestDelay;
    private int leadNs;
    private double paceNs;
    private long nextStampNs = Long.MIN_VALUE;

    /** From the reading of the clock to when the first datagram of a call leaves, 0 to 1,000,000 ns. */
    public int leadNs() {
        return leadNs;
    }

    /** From one datagram of a call to the next, 0 to 1,000,000 ns. */
    public int paceNs() {
        return (int) paceNs;
    }

    /** Whether it is time to have the system stamp a reply. */
    public boolean wantsStamp(long monotonicNs) {
        if (monotonicNs < nextStampNs) {
            return false;
        }
        nextStampNs = monotonicNs + STAMP_INTERVAL_NS;
        return true;
    }

    /** A call has sent datagrams. */
    public void sent(int count, long tookNs) {
        if (count < 2 || tookNs < 0 || tookNs > (long) count * LONGEST_NS) {
            return;
        }
        paceNs = towards((double) tookNs / count, paceNs);
    }

    /**
     * The system has stamped a reply.
     *
     * @param lateNs by how much it left after its transmit timestamp
     */
    public void left(long lateNs) {
        if (lateNs >= -LONGEST_NS && lateNs <= LONGEST_NS) {
            delaysNs[oldestDelay] = (int) Math.max(0, Math.min(leadNs + lateNs, LONGEST_NS));
            oldestDelay = (oldestDelay + 1) % DELAYS;
            leadNs = shortestDelayNs();
        }
    }

    private int shortestDelayNs() {
        int shortestNs = LONGEST_NS;
        for (int delayNs : delaysNs) {
            shortestNs = Math.min(shortestNs, delayNs);
        }
        return shortestNs;
    }

    /** Whatever was seen, the pace rises by no more than if that had been twice as much: one delay is no trend. */
    private static double towards(double seenNs, double estimateNs) {
        double rise = Math.min(seenNs - estimateNs, Math.max(estimateNs, SMALLEST_NS));
        return seenNs < estimateNs ? Math.max(0, seenNs) : estimateNs + rise / RISE;
    }
}
