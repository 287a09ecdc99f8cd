package dev.foliot.observability;

import dev.foliot.server.Outcome;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerTotals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The server at one moment. Counts are since the daemon started.
 *
 * @param listen where it listens; empty when nothing is served
 * @param threads how many threads serve
 * @param stratum what it claims; 16 while it does not claim to know the time
 * @param received datagrams
 * @param answered how many of them were answered, by a kiss code too
 * @param outcomes what became of them, by the name of the {@link Outcome} in lower case
 * @param versions requests by their version, from 1 on
 * @param ipv6 datagrams over IPv6
 * @param receiveFailures system calls that were to receive, and failed
 * @param sendFailures replies, among those answered, that could not be sent
 * @param lost datagrams beside those received that the system has dropped, for want of room as a rule; known on Linux
 */
public record ServerSnapshot(
        List<String> listen,
        int threads,
        int stratum,
        long received,
        long answered,
        Map<String, Long> outcomes,
        List<Long> versions,
        long ipv6,
        long receiveFailures,
        long sendFailures,
        long lost) {
    /** Nothing is served. */
    public static final ServerSnapshot NONE =
            of(List.of(), 0, ServerParameters.UNSYNCHRONISED_STRATUM, ServerTotals.ZERO);

    public ServerSnapshot {
        listen = List.copyOf(listen);
        versions = List.copyOf(versions);
    }

    /** Of a server that has served so much. */
    public static ServerSnapshot of(List<String> listen, int threads, int stratum, ServerTotals totals) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.name().toLowerCase(Locale.ROOT), totals.of(outcome));
        }
        List<Long> versions = IntStream.rangeClosed(1, ServerTotals.HIGHEST_VERSION)
                .mapToObj(totals::version)
                .toList();
        return new ServerSnapshot(
                listen,
                threads,
                stratum,
                totals.received(),
                totals.answered(),
                outcomes,
                versions,
                totals.ipv6(),
                totals.receiveFailures(),
                totals.sendFailures(),
                totals.lost());
    }
}
