package dev.foliot.server;

/**
 * When the latest replies to clients of interleaved mode left (RFC 9769, section 2), by the receive timestamp in them:
 * that is what the next request names.
 *
 * <p>Who names one has seen it, so he is where he says he is; those replies have a table of their own, which forged senders
 * cannot flood.
 */
final class InterleavedTable {
    private final StampTable unproven;
    private final StampTable proven;

    /** @param capacity of how many clients of either kind, at least 1 */
    InterleavedTable(int capacity) {
        unproven = new StampTable(capacity);
        proven = new StampTable(capacity);
    }

    /** When the reply left that had this receive timestamp, which is not 0; 0 when that is not known. */
    long transmitOf(long receive) {
        long transmit = proven.transmitOf(receive);
        return transmit != 0 ? transmit : unproven.transmitOf(receive);
    }

    /**
     * Makes room for a reply.
     *
     * @param proved whether the request named one
     * @return the receive timestamp that stands for it: this one, or the next that is free and ends in the same bit
     */
    long add(long receive, boolean proved) {
        long free = receive;
        while (proven.contains(free) || unproven.contains(free)) {
            free += 2;
        }
        (proved ? proven : unproven).add(free);
        return free;
    }

    /** Says when a reply left, by the best that is known so far. */
    void sent(long receive, long transmit) {
        proven.sent(receive, transmit);
        unproven.sent(receive, transmit);
    }

    /** After a step of the clock, times from before it are of no use. */
    void clear() {
        proven.clear();
        unproven.clear();
    }
}
