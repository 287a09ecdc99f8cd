package dev.foliot.server;

/**
 * How long it takes to seal a reply. Its transmit timestamp is sealed with it, so it has to say when that will be over; a
 * reply that is ready before waits until then, for a timestamp that lies after the truth is worse than one before it.
 *
 * <p>A quarter of the replies take less than the estimate: most do not wait, and none waits long.
 */
public final class SealingEstimate {
    /** Nothing longer is believed: a thread that lost its processor is no measure. */
    static final int LONGEST_NS = 1_000_000;

    /** The estimate falls by three steps and rises by one, each a part of it that is large at first. */
    private static final int FALL = 3;

    private static final int SMALLEST_STEP = 32;

    private int expectedNs;
    private int seen;

    /** 0 to 1,000,000 ns. */
    public int expectedNs() {
        return expectedNs;
    }

    public void took(long ns) {
        if (ns < 0 || ns > LONGEST_NS) {
            return;
        }
        seen = Math.min(seen + 1, SMALLEST_STEP);
        int stepNs = 1 + expectedNs / seen;
        if (seen == 1) {
            expectedNs = (int) ns;
        } else if (ns < expectedNs) {
            expectedNs = (int) Math.max(ns, expectedNs - FALL * stepNs);
        } else {
            expectedNs = (int) Math.min(ns, expectedNs + stepNs);
        }
    }
}
