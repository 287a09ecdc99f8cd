package dev.foliot.daemon;

import dev.foliot.observability.ClientSnapshot;
import dev.foliot.observability.ServerSnapshot;
import dev.foliot.platform.Addresses;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.Outcome;
import dev.foliot.server.ServerTotals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes snapshots of a server, on any thread but the server's. */
public final class ServerSnapshots {
    private ServerSnapshots() {}

    /** Empty when nothing is served. */
    public static Optional<ServerSnapshot> server(TimeServer server) {
        if (server.addresses().isEmpty()) {
            return Optional.empty();
        }
        ServerTotals totals = server.totals();
        Map<String, Long> outcomes = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (totals.of(outcome) > 0) {
                outcomes.put(outcome.name().toLowerCase(Locale.ROOT), totals.of(outcome));
            }
        }
        return Optional.of(new ServerSnapshot(
                server.addresses().stream().map(Addresses::text).toList(),
                server.threads(),
                totals.received(),
                totals.answered(),
                outcomes,
                IntStream.rangeClosed(1, ServerTotals.HIGHEST_VERSION)
                        .mapToObj(totals::version)
                        .toList(),
                totals.ipv6(),
                totals.receiveFailures(),
                totals.sendFailures()));
    }

    /** Those whom the server remembers. */
    public static List<ClientSnapshot> clients(TimeServer server) {
        try {
            return server.clients().stream().map(ServerSnapshots::client).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static ClientSnapshot client(ClientStatistics client) {
        return new ClientSnapshot(
                client.address().getHostAddress(),
                client.requests(),
                client.limited(),
                client.interleaved(),
                client.version(),
                client.sinceFirstS(),
                client.sinceLastS());
    }
}
