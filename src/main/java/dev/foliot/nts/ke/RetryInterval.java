package dev.foliot.nts.ke;

/**
 * How long a client waits before it asks a key exchange server again (RFC 8915, section 4.2): 10 seconds, half as long
 * again after each further failure, five days at most. Only what the keys were for ends that: an authentic NTP reply.
 */
public final class RetryInterval {
    public static final double FIRST_S = 10;
    private static final double FACTOR = 1.5;
    private static final double LONGEST_S = 432_000;

    private double nextS = FIRST_S;

    /** Counts an exchange that was begun; returns after how many seconds the next one may begin if it is needed. */
    public double begun() {
        double intervalS = nextS;
        nextS = Math.min(nextS * FACTOR, LONGEST_S);
        return intervalS;
    }

    /** The keys of the latest exchange were good for an authentic reply. */
    public void succeeded() {
        nextS = FIRST_S;
    }
}
