package dev.foliot.server;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one thread has served so far. That thread alone counts, without a lock or a barrier that waits; any thread reads,
 * and sees numbers that are a moment old.
 */
public final class ServerCounters {
    private static final int VERSIONS = Outcome.COUNT;
    private static final int IPV6 = VERSIONS + ServerTotals.HIGHEST_VERSION + 1;
    private static final int RECEIVE_FAILURES = IPV6 + 1;
    private static final int SEND_FAILURES = IPV6 + 2;
    private static final int LOST = IPV6 + 3;
    private static final int SIZE = IPV6 + 4;

    private final AtomicLongArray counts = new AtomicLongArray(SIZE);

    void count(Outcome outcome) {
        add(outcome.ordinal());
    }

    /** A request, answered or not. */
    void countVersion(int version) {
        add(VERSIONS + version);
    }

    /** A datagram over IPv6; the others came over IPv4. */
    void countIpv6() {
        add(IPV6);
    }

    /** A system call that was to receive, and failed. */
    public void countReceiveFailure() {
        add(RECEIVE_FAILURES);
    }

    /** A reply that could not be sent. */
    public void countSendFailure() {
        add(SEND_FAILURES);
    }

    /** Datagrams that the system has dropped before this thread got them. */
    public void countLost(long count) {
        counts.lazySet(LOST, counts.getPlain(LOST) + count);
    }

    /** What has been counted so far. */
    public ServerTotals totals() {
        long[] outcomes = new long[Outcome.COUNT];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = counts.get(i);
        }
        long[] versions = new long[ServerTotals.HIGHEST_VERSION + 1];
        for (int i = 0; i < versions.length; i++) {
            versions[i] = counts.get(VERSIONS + i);
        }
        return new ServerTotals(
                outcomes,
                versions,
                counts.get(IPV6),
                counts.get(RECEIVE_FAILURES),
                counts.get(SEND_FAILURES),
                counts.get(LOST));
    }

    private void add(int index) {
        counts.lazySet(index, counts.getPlain(index) + 1);
    }
}
