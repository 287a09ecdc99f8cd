package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are given by name. */
@Tag("peers")
class NamesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    private final NamesOfATest names = new NamesOfATest();

    @Test
    void poolUsesEveryAddressOfALocalName() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon = ObservedDaemon.start(ObservedDaemon.pool("localhost", chronyd.port(), 4))) {
            DaemonSnapshot there =
                    daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());

            assertTrue(addresses(there).contains("127.0.0.1:" + chronyd.port()), there::toString);
            assertTrue(there.sources().stream().allMatch(source -> source.role().used()), there::toString);
        }
    }

    @Test
    void nameThatDoesNotResolveIsAskedForAgainAndDisturbsNobody() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon = ObservedDaemon.start(
                        names::resolver,
                        ObservedDaemon.server("ntp.example", chronyd.port()),
                        ObservedDaemon.pool("pool.example", chronyd.port(), 1))) {
            daemon.await(
                    "says what it waits for",
                    LIMIT,
                    now -> "names to resolve: ntp.example, pool.example"
                            .equals(now.clock().waitingFor()));

            names.set("pool.example", "::1");
            daemon.await(
                    "synchronised to the one that resolves",
                    LIMIT,
                    now -> now.clock().synchronised());

            long asked = names.asked("ntp.example");
            names.set("ntp.example", "127.0.0.1");
            daemon.await(
                    "the other one has come up", LIMIT, now -> now.sources().size() == 2);
            assertTrue(names.asked("ntp.example") > asked);
        }
    }

    @Test
    void deadServerOfAPoolIsReplaced() throws Exception {
        names.set("pool.example", "127.0.0.7", "127.0.0.1");
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon =
                        ObservedDaemon.start(names::resolver, ObservedDaemon.pool("pool.example", chronyd.port(), 1))) {
            daemon.await("asks the first", LIMIT, now -> addresses(now).contains("127.0.0.7:" + chronyd.port()));
            DaemonSnapshot there =
                    daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());

            assertEquals(Set.of("127.0.0.1:" + chronyd.port()), addresses(there));
        }
    }

    private static Set<String> addresses(DaemonSnapshot snapshot) {
        return snapshot.sources().stream().map(SourceSnapshot::address).collect(Collectors.toSet());
    }
}
