package dev.foliot.server;

import java.util.Arrays;

/** What has been served so far, by one thread or by several together. */
public final class ServerTotals {
    /** The highest version of a packet that is counted. */
    public static final int HIGHEST_VERSION = 4;

    /** Nothing. */
    public static final ServerTotals ZERO =
            new ServerTotals(new long[Outcome.COUNT], new long[HIGHEST_VERSION + 1], 0, 0, 0, 0);

    private final long[] outcomes;
    private final long[] versions;
    private final long ipv6;
    private final long receiveFailures;
    private final long sendFailures;
    private final long lost;

    /** @param outcomes and the other array become this object's own */
    ServerTotals(long[] outcomes, long[] versions, long ipv6, long receiveFailures, long sendFailures, long lost) {
        this.outcomes = outcomes;
        this.versions = versions;
        this.ipv6 = ipv6;
        this.receiveFailures = receiveFailures;
        this.sendFailures = sendFailures;
        this.lost = lost;
    }

    /** Datagrams of which this became. */
    public long of(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** Datagrams of any outcome. */
    public long received() {
        return Arrays.stream(outcomes).sum();
    }

    /** Datagrams that were answered, by a kiss too. */
    public long answered() {
        long sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += outcome.answered() ? of(outcome) : 0;
        }
        return sum;
    }

    /** Requests of a version, 1 to 4, answered or not. */
    public long version(int version) {
        return versions[version];
    }

    /** Datagrams over IPv6. */
    public long ipv6() {
        return ipv6;
    }

    /** Datagrams over IPv4. */
    public long ipv4() {
        return received() - ipv6;
    }

    /** System calls that were to receive, and failed. */
    public long receiveFailures() {
        return receiveFailures;
    }

    /** Replies, among those answered, that could not be sent. */
    public long sendFailures() {
        return sendFailures;
    }

    /** Datagrams that the system has dropped, for want of room as a rule, as far as it tells; they are not received. */
    public long lost() {
        return lost;
    }

    /** Both together. */
    public ServerTotals plus(ServerTotals other) {
        return new ServerTotals(
                sum(outcomes, other.outcomes),
                sum(versions, other.versions),
                ipv6 + other.ipv6,
                receiveFailures + other.receiveFailures,
                sendFailures + other.sendFailures,
                lost + other.lost);
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }
}
