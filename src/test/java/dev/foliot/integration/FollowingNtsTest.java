package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.MeasuresByTheClock;
import java.nio.file.Files;
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
 * The daemon as a client with NTS, of others' servers and of its own kind, which lose their keys meanwhile. All at once: it
 * is waiting for the most part.
 */
@Tag("peers")
@MeasuresByTheClock
class FollowingNtsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** More than the cookies that a key exchange gives. */
    private static final int MANY = 10;

    @TempDir
    Path scratch;

    private NtsFiles files;
    private int port;
    private int keyPort;

    /** What makes a server forget its keys of cookies. */
    @FunctionalInterface
    private interface Forgetting {
        void run() throws Exception;
    }

    @BeforeEach
    void prepare() throws Exception {
        files = NtsFiles.make(scratch);
        port = Chronyd.freePort();
        keyPort = Chronyd.freePort();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"15, AES-SIV-CMAC-256", "30, AES-128-GCM-SIV"})
    void chronyd(int algorithm, String name) throws Exception {
        try (NtsChronyd server = NtsChronyd.server(scratch, files, keyPort, algorithm)) {
            assertFollowsAndRecovers(List.of(), "localhost", keyPort, true, name, server::restart);
        }
    }

    /** It does not answer at all where RFC 8915 has a NAK. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ntpsec() throws Exception {
        try (NetworkNamespaces hosts = NetworkNamespaces.make(scratch);
                Ntpsec server = Ntpsec.server(scratch, hosts.onServer(), files)) {
            assertFollowsAndRecovers(
                    hosts.onClient(),
                    NetworkNamespaces.SERVER_ADDRESS,
                    4460,
                    false,
                    "AES-SIV-CMAC-256",
                    server::restartWithoutKeys);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ntpdRs() throws Exception {
        try (NtpdRs server = NtpdRs.server(scratch, files, port, keyPort)) {
            assertFollowsAndRecovers(List.of(), "localhost", keyPort, true, "AES-SIV-CMAC-256", server::restart);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void foliot() throws Exception {
        try (DaemonProcess server = NtsDaemon.serving(scratch, files, "127.0.0.1", port, keyPort)) {
            server.start(List.of());
            assertFollowsAndRecovers(List.of(), "localhost", keyPort, true, "AES-SIV-CMAC-256", () -> {
                server.process().close();
                Files.delete(server.configuration().resolveSibling("keys.json"));
                server.start(List.of());
            });
        }
    }

    private void assertFollowsAndRecovers(
            List<String> within, String host, int keys, boolean saysSo, String algorithm, Forgetting forgetting)
            throws Exception {
        try (DaemonProcess daemon = NtsDaemon.following(scratch, files, host, keys)) {
            daemon.start(within);
            DaemonSnapshot seen = daemon.await(
                    "synchronised",
                    LIMIT,
                    now -> now.clock().synchronised()
                            && now.sources().get(0).received() >= MANY
                            && now.sources().get(0).nts().cookies() >= 7);
            SourceSnapshot source = seen.sources().get(0);
            assertEquals(algorithm, source.nts().algorithm(), source::toString);
            assertEquals(0, rejected(source, "nts_nak") + rejected(source, "nts_not_authentic"), source::toString);

            double forgottenS = seconds();
            forgetting.run();
            if (saysSo) {
                daemon.await("a NAK", LIMIT, now -> rejected(now.sources().get(0), "nts_nak") > 0);
            }
            seen = daemon.await(
                    "keyed anew",
                    LIMIT,
                    now -> now.sources().stream()
                            .anyMatch(each -> each.nts().keyed()
                                    && each.nts().keysAgeS() < seconds() - forgottenS
                                    && (each.reach() & 0x7) == 0x7));
            assertTrue(seen.clock().synchronised(), seen::toString);
        }
    }

    private static double seconds() {
        return System.nanoTime() * 1e-9;
    }

    private static long rejected(SourceSnapshot source, String reason) {
        return source.rejected().getOrDefault(reason, 0L);
    }
}
