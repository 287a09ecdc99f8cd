package dev.foliot.server;

/**
 * When a reply leaves after the clock was read for it. Its transmit timestamp has to be in it before it is sent, so it
 * can only be foretold; the microseconds that it would lie before the truth otherwise are an error of every client's, by
 * half. After the truth it must not lie: that makes a delay too short, and over a short way impossible, which clients do
 * not believe.
 *
 * <p>Three numbers foretell it: how long the first datagram of a system call takes to the system's own stamp, learnt from
 * such stamps; what it costs to stamp, which most datagrams are without, learnt from how long calls with and without it
 * take; and how long each takes after the one before, learnt from how long calls take. All are near the shortest that was
 * seen lately.
 */
public final class DepartureEstimate {
    /** How often the system is asked for a stamp, in nanoseconds: that costs as much as a reply does. */
    public static final long STAMP_INTERVAL_NS = 50_000_000;

    /** Nothing longer is believed: a thread that lost its processor is no measure. */
    static final int LONGEST_NS = 1_000_000;

    /** The pace falls at once, and rises by this share of what it was short of. */
    private static final int RISE = 64;

    private static final double SMALLEST_NS = 500;

    /** To read a clock twice costs as much as some of the rest. */
    private static final int PLAIN_PER_STAMP = 16;

    private final Shortest delays = new Shortest();
    private final Shortest stamped = new Shortest();
    private final Shortest plain = new Shortest();

    /** Of the calls after the last stamp; without a stamp, and with one datagram. */
    private long shortestPlainNs = Long.MAX_VALUE;

    /** How many more of these are to be timed. */
    private int plainWanted;

    private double paceNs;
    private long nextStampNs = Long.MIN_VALUE;

    /**
     * From the reading of the clock to when the first datagram of a call leaves, 0 to 1,000,000 ns.
     *
     * @param isStamped whether the system is asked to stamp it
     */
    public int leadNs(boolean isStamped) {
        boolean known = delays.isKnown() && (isStamped || plain.isKnown());
        int stampingNs = isStamped ? 0 : stampingNs();
        return known ? Math.max(0, delays.boundNs() - stampingNs) : 0;
    }

    /** Of what stamping adds to a call, so much lies before the stamp, or less: half to three quarters where it was seen. */
    private int stampingNs() {
        return Math.max(0, stamped.shortestNs() - plain.shortestNs()) * 3 / 4;
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

    /** Whether it is of use how long a call takes that sends one datagram. */
    public boolean wantsDuration(boolean isStamped) {
        return isStamped || plainWanted > 0;
    }

    /**
     * A call has sent datagrams.
     *
     * @param isStamped whether the system was asked to stamp the first of them
     */
    public void sent(int count, boolean isStamped, long tookNs) {
        if (count < 1 || tookNs < 0 || tookNs > (long) count * LONGEST_NS) {
            return;
        }
        if (count > 1) {
            paceNs = towards((double) tookNs / count, paceNs);
        } else if (isStamped) {
            stamped.add(tookNs);
            if (shortestPlainNs != Long.MAX_VALUE) {
                plain.add(shortestPlainNs);
            }
            shortestPlainNs = Long.MAX_VALUE;
            plainWanted = PLAIN_PER_STAMP;
        } else if (plainWanted > 0) {
            plainWanted--;
            shortestPlainNs = Math.min(shortestPlainNs, tookNs);
        }
    }

    /**
     * The system has stamped a reply.
     *
     * @param delayNs how long after the reading of the clock it left
     */
    public void left(long delayNs) {
        if (delayNs >= -LONGEST_NS && delayNs <= LONGEST_NS) {
            delays.add(Math.max(0, delayNs));
        }
    }

    /** Whatever was seen, the pace rises by no more than if that had been twice as much: one delay is no trend. */
    private static double towards(double seenNs, double estimateNs) {
        double rise = Math.min(seenNs - estimateNs, Math.max(estimateNs, SMALLEST_NS));
        return seenNs < estimateNs ? Math.max(0, seenNs) : estimateNs + rise / RISE;
    }
}
