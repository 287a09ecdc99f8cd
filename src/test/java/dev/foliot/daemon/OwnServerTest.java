package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.ServerParameters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnServerTest {
    private static final InetAddress OWN4 = SimulatedDaemon.address("192.0.2.1");
    private static final InetAddress OTHER4 = SimulatedDaemon.address("192.0.2.2");
    private static final InetAddress OWN6 = SimulatedDaemon.address("2001:db8::1");
    private static final InetAddress FOREIGN = SimulatedDaemon.address("198.51.100.1");
    private static final Set<InetAddress> OWN = Set.of(OWN4, OTHER4, OWN6);

    @Test
    void poolIgnoresTheAddressesThatAreServedAtItsPort() {
        SourceParameters pool = pool(123);
        assertEquals(Set.of(FOREIGN, OWN4, OTHER4), ignored(pool, at("0.0.0.0", 123)));
        assertEquals(Set.of(FOREIGN, OWN6), ignored(pool, at("::", 123)));
        assertEquals(Set.of(FOREIGN, OWN4), ignored(pool, at("192.0.2.1", 123)), "at the other another may serve");
        assertEquals(Set.of(FOREIGN), ignored(pool, at("0.0.0.0", 1123)));
        assertEquals(Set.of(FOREIGN, OWN4, OTHER4, OWN6), ignored(pool, at("0.0.0.0", 123), at("::", 123)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 0.0.0.0",
        "192.0.2.1, 192.0.2.1",
        "127.0.0.9, 0.0.0.0",
        "0.0.0.0, 0.0.0.0",
        "2001:db8::1, ::"
    })
    void sourceThatIsThisServerIsRefused(String source, String listen) {
        Configuration configuration = configuration(SourceParameters.server(source, 123), at(listen, 123));
        String message = assertThrows(IllegalArgumentException.class, () -> OwnServer.leftOut(configuration, OWN))
                .getMessage();
        assertTrue(message.startsWith("the source " + source + " is this machine, which serves port 123"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 1123, 0.0.0.0",
        "192.0.2.2, 123, 192.0.2.1",
        "198.51.100.1, 123, 0.0.0.0",
        "2001:db8::1, 123, 0.0.0.0",
        "ntp.example.net, 123, 0.0.0.0"
    })
    void anyOtherServerIsASource(String source, int port, String listen) {
        Configuration configuration = configuration(SourceParameters.server(source, port), at(listen, 123));
        assertEquals(configuration, OwnServer.leftOut(configuration, OWN));
    }

    @Test
    void whoServesNothingMayAskAnybody() {
        Configuration client = configuration(SourceParameters.server("127.0.0.1", 123));
        assertSame(client, OwnServer.leftOut(client, OWN));
    }

    private static Set<InetAddress> ignored(SourceParameters source, ListenParameters... listen) {
        return OwnServer.leftOut(configuration(source, listen), OWN)
                .sources()
                .get(0)
                .ignore();
    }

    private static SourceParameters pool(int port) {
        return new SourceParameters(
                SourceParameters.Mode.POOL, "pool.example", port, 4, Set.of(FOREIGN), PollLimits.DEFAULT, true);
    }

    private static ListenParameters at(String address, int port) {
        return new ListenParameters(new InetSocketAddress(SimulatedDaemon.address(address), port), AccessRules.OPEN);
    }

    private static Configuration configuration(SourceParameters source, ListenParameters... listen) {
        return new Configuration(
                        List.of(source),
                        SelectionParameters.DEFAULT,
                        DisciplineParameters.DEFAULT,
                        Configuration.ClockControl.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        System.Logger.Level.INFO)
                .withServer(new ServerParameters(Arrays.asList(listen), RateLimit.NONE, 64, 64, 16, 1));
    }
}
