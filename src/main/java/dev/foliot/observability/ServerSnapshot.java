package dev.foliot.observability;

import java.util.List;
import java.util.Map;

/**
 * The server at one moment. Counts are since the daemon started.
 *
 * @param listen where it listens
 * @param threads how many threads serve
 * @param received datagrams
 * @param answered how many of them were answered, by a kiss code too
 * @param outcomes what became of them, by the name in lower case; what never happened is left out
 * @param versions requests by their version, from 1 on
 * @param ipv6 datagrams over IPv6
 * @param receiveFailures system calls that were to receive, and failed
 * @param sendFailures replies, among those answered, that could not be sent
 */
public record ServerSnapshot(
        List<String> listen,
        int threads,
        long received,
        long answered,
        Map<String, Long> outcomes,
        List<Long> versions,
        long ipv6,
        long receiveFailures,
        long sendFailures) {
    public ServerSnapshot {
        listen = List.copyOf(listen);
        versions = List.copyOf(versions);
    }
}
