package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.platform.MeasuresByTheClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The daemon as a server with NTS, and others' daemons as its clients. Each has to come by new cookies, and to get over
 * a server that has lost its keys. They wait for one another most of the time, so all are at it at once.
 */
@Tag("peers")
@MeasuresByTheClock
class ServingNtsTest {
    /** An ntpsec asks every other second, and exchanges keys anew when it has used up its eight cookies. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** More than the cookies that a key exchange gives. */
    private static final int MANY = 10;

    private static final int SOME = 3;

    @TempDir
    Path scratch;

    private NtsFiles files;
    private int port;
    private int keyPort;

    @BeforeEach
    void prepare() throws Exception {
        files = NtsFiles.make(scratch);
        port = Chronyd.freePort();
        keyPort = Chronyd.freePort();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"15, 256, 100", "30, 128, 68"})
    void chronyd(int algorithm, int keyBits, int cookieLength) throws Exception {
        try (DaemonProcess daemon = NtsDaemon.serving(scratch, files, "127.0.0.1", port, keyPort)) {
            start(daemon, List.of());
            try (NtsChronyd client = NtsChronyd.client(scratch, files, keyPort, algorithm)) {
                assertMeasuresAndRecovers(daemon, client);

                NtsChronyd.AuthData seen = client.authData();
                assertEquals("NTS", seen.mode());
                assertEquals(algorithm, seen.algorithm());
                assertEquals(keyBits, seen.keyBits());
                assertEquals(cookieLength, seen.cookieLength());
                assertTrue(seen.cookies() >= 7, seen::toString);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ntpsec() throws Exception {
        try (NetworkNamespaces hosts = NetworkNamespaces.make(scratch);
                DaemonProcess daemon = NtsDaemon.serving(scratch, files, "0.0.0.0", port, keyPort)) {
            start(daemon, hosts.onServer());
            String here = "localhost:" + keyPort;
            String there = NetworkNamespaces.SERVER_ADDRESS + ":" + keyPort;
            try (Ntpsec one = Ntpsec.client(scratch, hosts.onServer(), files, here, "AES_SIV_CMAC_512");
                    Ntpsec other = Ntpsec.client(scratch, hosts.onClient(), files, there, "AES_SIV_CMAC_256")) {
                assertMeasuresAndRecovers(daemon, one, other);

                assertTrue(one.said("Got 8 cookies, length 164, aead=17."), one::account);
                assertTrue(other.said("Got 8 cookies, length 100, aead=15."), other::account);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ntpdRs() throws Exception {
        try (DaemonProcess daemon = NtsDaemon.serving(scratch, files, "127.0.0.1", port, keyPort)) {
            start(daemon, List.of());
            try (NtpdRs client = NtpdRs.client(scratch, files, keyPort)) {
                assertMeasuresAndRecovers(daemon, client);
            }
        }
    }

    private static void start(DaemonProcess daemon, List<String> within) throws Exception {
        daemon.start(within);
        daemon.await("serves", LIMIT, now -> !now.server().listen().isEmpty());
    }

    private static void assertMeasuresAndRecovers(DaemonProcess daemon, ForeignNtsClient... clients) throws Exception {
        for (ForeignNtsClient client : clients) {
            await(client, MANY);
        }
        DaemonSnapshot seen = daemon.ask().orElseThrow();
        assertEquals(clients.length, NtsDaemon.agreed(seen), seen::toString);
        assertEquals(0, NtsDaemon.naks(seen), seen::toString);
        assertEquals(seen.server().received(), seen.server().nts(), seen::toString);

        NtsDaemon.replaceKeys(daemon);
        daemon.await("other keys", LIMIT, now -> NtsDaemon.agreed(now) >= 2L * clients.length);
        for (ForeignNtsClient client : clients) {
            await(client, client.measurements() + SOME);
        }
        seen = daemon.ask().orElseThrow();
        assertTrue(NtsDaemon.naks(seen) >= clients.length, seen::toString);
        assertEquals(2L * clients.length, NtsDaemon.agreed(seen), seen::toString);
    }

    private static void await(ForeignNtsClient client, int measurements) throws Exception {
        Await.until(
                measurements + " measurements",
                LIMIT,
                () -> client.measurements() >= measurements,
                () -> client.account());
    }
}
