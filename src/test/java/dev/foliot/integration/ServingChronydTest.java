package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.platform.MeasuresByTheClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon as a server, with real chronyds as its clients. */
@Tag("peers")
@MeasuresByTheClock
class ServingChronydTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Loopback takes microseconds; the machine may be busy. */
    private static final double GOOD_S = 1e-3;

    /** Fields of {@code chronyc -c ntpdata}. */
    private static final int LEAP = 5;

    private static final int STRATUM = 8;
    private static final int ROOT_DELAY = 13;
    private static final int ROOT_DISPERSION = 14;
    private static final int OFFSET = 18;
    private static final int INTERLEAVED = 26;
    private static final int GOOD = 33;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"127.0.0.1, '', No", "127.0.0.1, xleave, Yes", "::1, xleave, Yes"})
    void isBelievedInEitherMode(String address, String option, String interleaved) throws Exception {
        int port = Chronyd.freePort();
        try (Chronyd source = Chronyd.serving(scratch, 3);
                DaemonProcess daemon = new DaemonProcess(scratch)) {
            daemon.configure(List.of(
                    "[[source]]\nmode = \"server\"\naddress = \"127.0.0.1:" + source.port() + "\"",
                    "[source-defaults]\npoll-interval-limits = { min = -4, max = -2 }",
                    "[clock]\ncontrol = \"none\"\ndrift-file = \"\"\nhistory-file = \"\"",
                    "[observability]\nobservation-path = \"socket\"",
                    "[serving]\nthreads = 2\nrate-limit = { interval = 0 }",
                    "[[server]]\nlisten = \"" + (address.indexOf(58) < 0 ? address : "[" + address + "]") + ":" + port
                            + "\""));
            daemon.start(List.of());
            DaemonSnapshot synchronised =
                    daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
            String server = "server " + address + " port " + port + " iburst minpoll -4 maxpoll -4 " + option;
            try (Chronyd client = Chronyd.start(scratch, List.of(), 0, List.of(server))) {
                Await.until(
                        "chronyd has measured it",
                        LIMIT,
                        () -> good(client, address) >= 20,
                        () -> String.valueOf(ntpData(client, address)));
                List<String> seen = ntpData(client, address);
                assertEquals("Normal", seen.get(LEAP));
                assertEquals(synchronised.clock().stratum(), Integer.parseInt(seen.get(STRATUM)));
                assertEquals(interleaved, seen.get(INTERLEAVED));
                assertEquals(0, Double.parseDouble(seen.get(OFFSET)), GOOD_S);
                double boundS =
                        Double.parseDouble(seen.get(ROOT_DELAY)) / 2 + Double.parseDouble(seen.get(ROOT_DISPERSION));
                assertTrue(boundS > 0 && boundS < GOOD_S, () -> "within " + boundS + " s");
                DaemonSnapshot after =
                        daemon.await("has answered", LIMIT, now -> now.server().answered() >= 20);
                assertEquals(after.server().received(), after.server().answered());
            }
        }
    }

    /** chronyd waits for it, and believes it once it is synchronised. */
    @Test
    void isNotBelievedBeforeItKnowsTheTime() throws Exception {
        int sourcePort = Chronyd.freePort();
        int port = Chronyd.freePort();
        try (DaemonProcess daemon = new DaemonProcess(scratch)) {
            daemon.configure(List.of(
                    "[[source]]\nmode = \"server\"\naddress = \"127.0.0.1:" + sourcePort + "\"",
                    "[source-defaults]\npoll-interval-limits = { min = -4, max = -2 }",
                    "[clock]\ncontrol = \"none\"\ndrift-file = \"\"\nhistory-file = \"\"",
                    "[observability]\nobservation-path = \"socket\"",
                    "[serving]\nrate-limit = { interval = 0 }",
                    "[[server]]\nlisten = \"127.0.0.1:" + port + "\""));
            daemon.start(List.of());
            String server = "server 127.0.0.1 port " + port + " iburst minpoll -4 maxpoll -4";
            try (Chronyd client = Chronyd.start(scratch, List.of(), 0, List.of(server))) {
                daemon.await("has answered", LIMIT, now -> now.server().answered() >= 10);
                assertEquals(0, good(client, "127.0.0.1"));
                assertEquals("Not synchronised", ntpData(client, "127.0.0.1").get(LEAP));
                try (Chronyd source = Chronyd.serving(scratch, sourcePort, 3)) {
                    Await.until(
                            "chronyd believes it",
                            LIMIT,
                            () -> good(client, "127.0.0.1") >= 3,
                            () -> "its source is at port " + source.port() + ": " + ntpData(client, "127.0.0.1"));
                }
            }
        }
    }

    private static int good(Chronyd client, String address) throws Exception {
        List<String> data = ntpData(client, address);
        return data.size() <= GOOD ? 0 : Integer.parseInt(data.get(GOOD));
    }

    private static List<String> ntpData(Chronyd client, String address) {
        try {
            return List.of(client.tell("ntpdata", address).strip().split(","));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
