package dev.foliot.server;

/**
 * When a reply leaves after the clock was read for it. Its transmit timestamp has to be in it before it is sent, so it
 * can only be foretold; the microseconds that it would lie before the truth otherwise are an error of every client's, by
 * half.
 *
 * <p>Two numbers foretell it: how long the first datagram of a system call takes to the system's own stamp, learnt from
 * such stamps, and how long each takes after the one before, learnt from how long calls take. Both are rather too short
 * than too long: delays have tails, and clients go by the exchanges that had none.
 */
public final class DepartureEstimate {
    /** How often the system is asked for a stamp, in nanoseconds: that costs as much as a reply does. */
    public static final long STAMP_INTERVAL_NS = 50_000_000;

    /** Nothing longer is believed: a thread that lost its processor is no measure. */
    static final int LONGEST_NS = 1_000_000;

    /** The share of replies that leave before their stamp says. */
    private static final double QUANTILE = 0.25;

    /** The pace falls to the shortest that was seen, and rises by this share of what calls took longer. */
    private static final int RISE = 64;

    private static final int SMALLEST_STEP_NS = 8;

    private double leadNs;
    private boolean leadKnown;
    private double paceNs;
    private boolean paceKnown;
    private long nextStampNs = Long.MIN_VALUE;

    /** From the reading of the clock to when the first datagram of a call leaves, 0 to 1,000,000 ns. */
    public int leadNs() {
        return (int) leadNs;
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
        double pace = (double) tookNs / count;
        if (!paceKnown || pace < paceNs) {
            paceNs = pace;
            paceKnown = true;
        } else {
            // No more than to twice as much: one call that was interrupted must not count for many.
            paceNs += Math.min(pace - paceNs, paceNs) / RISE;
        }
    }

    /**
     * The system has stamped a reply.
     *
     * @param lateNs by how much it left after its transmit timestamp
     */
    public void left(long lateNs) {
        if (lateNs < -LONGEST_NS || lateNs > LONGEST_NS) {
            return;
        }
        if (!leadKnown) {
            leadKnown = true;
            leadNs += lateNs;
        } else {
            // Towards the quantile, whatever the tail looks like (Robbins and Monro's stochastic approximation).
            double step = Math.max(SMALLEST_STEP_NS, leadNs / 128);
            leadNs += lateNs > 0 ? step * QUANTILE : -step * (1 - QUANTILE);
        }
        leadNs = Math.max(0, Math.min(leadNs, LONGEST_NS));
    }
}
