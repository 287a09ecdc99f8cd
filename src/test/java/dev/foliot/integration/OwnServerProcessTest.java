package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foliot daemon} with a server of its own at addresses that are its sources', or nobody's. */
@Tag("peers")
class OwnServerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TEMPORARY = 75;
    private static final int CONFIG = 78;

    @TempDir
    Path scratch;

    private final int port;
    private DaemonProcess daemon;

    OwnServerProcessTest() throws Exception {
        port = Chronyd.freePort();
    }

    @BeforeEach
    void makeDaemon() throws Exception {
        daemon = new DaemonProcess(scratch);
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    /** It would be one from which nothing can be told, and which is always right. */
    @Test
    void doesNotBelieveItselfBehindAName() throws Exception {
        start("localhost", "127.0.0.1", "[::1]");
        DaemonSnapshot now = daemon.await("asks itself", LIMIT, seen -> loops(seen) >= 4);
        assertTrue(now.server().answered() >= 4, now::toString);
        assertEquals(10, now.server().stratum(), "it claims to know the time");
        assertEquals(0, now.sources().get(0).received());
        assertFalse(now.clock().synchronised());
    }

    @Test
    void doesNotStartWithItselfAsASource() throws Exception {
        start("127.0.0.1", "0.0.0.0");
        assertEquals(CONFIG, daemon.process().await(LIMIT), daemon::log);
        assertTrue(daemon.log().contains("the source 127.0.0.1 is this machine"), daemon::log);
    }

    @Test
    void saysThatAnAddressMayYetCome() throws Exception {
        start("ntp.example.net", "192.0.2.199");
        assertEquals(TEMPORARY, daemon.process().await(LIMIT), daemon::log);
    }

    /** What takes longest must not keep from answering, and what is wrong with it still ends the start. */
    @Test
    void servesBeforeItExchangesKeysAndEndsWhenItCannot() throws Exception {
        NtsFiles files = NtsFiles.make(scratch);
        Files.delete(files.chain());
        startNts(files, "127.0.0.1");
        assertEquals(CONFIG, daemon.process().await(LIMIT), daemon::log);
        int served = daemon.log().indexOf("serving at 127.0.0.1:" + port);
        int ended = daemon.log().indexOf("cannot answer key exchanges: " + files.chain() + ": there is no such file");
        assertTrue(served >= 0 && ended > served, daemon::log);
    }

    @Test
    void saysThatAnAddressForKeyExchangeMayYetComeAndServesNobodyUntilThen() throws Exception {
        startNts(NtsFiles.make(scratch), "192.0.2.199");
        assertEquals(TEMPORARY, daemon.process().await(LIMIT), daemon::log);
        assertTrue(daemon.log().contains("cannot answer key exchanges: cannot listen on 192.0.2.199:"), daemon::log);
        assertFalse(daemon.log().contains("serving at"), daemon::log);
    }

    private void startNts(NtsFiles files, String listen) throws Exception {
        run("ntp.example.net", """
                [[server]]
                listen = "127.0.0.1:%1$d"
                [[nts-ke-server]]
                listen = "%2$s:%1$d"
                certificate-chain-path = "%3$s"
                private-key-path = "%4$s"
                """.formatted(port, listen, files.chain(), files.key()));
    }

    private void start(String source, String... listen) throws Exception {
        StringBuilder servers = new StringBuilder();
        for (String address : listen) {
            servers.append("[[server]]\nlisten = \"" + address + ":" + port + "\"\n");
        }
        run(source, servers.toString());
    }

    private void run(String source, String servers) throws Exception {
        daemon.configure(List.of(
                "[[source]]\nmode = \"server\"\naddress = \"" + source + ":" + port + "\"",
                "[source-defaults]\npoll-interval-limits = { min = -2, max = -2 }",
                "[synchronization]\nlocal-stratum = 10",
                "[clock]\ncontrol = \"none\"\ndrift-file = \"\"\nhistory-file = \"\"",
                "[observability]\nobservation-path = \"socket\"",
                "[serving]\nrate-limit = { interval = 0 }",
                servers));
        daemon.start(List.of());
    }

    private static long loops(DaemonSnapshot seen) {
        return seen.sources().stream()
                .mapToLong(source -> source.rejected().getOrDefault("loop", 0L))
                .sum();
    }
}
