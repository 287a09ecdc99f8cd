package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.platform.MeasuresByTheClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foliot daemon}: how it starts, how it ends, and what it leaves behind. */
@Tag("peers")
@MeasuresByTheClock
class DaemonProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final List<String> HERE = List.of();

    /** Runs a command that may not steer the clock, whoever calls it. */
    private static final List<String> POWERLESS =
            List.of("setpriv", "--bounding-set=-sys_time", "--inh-caps=-sys_time");

    private static final int KILLS = 6;
    private static final int LONGEST_LIFE_MS = 2500;
    private static final int NO_PERMISSION = 77;
    private static final int CONFIG = 78;
    private static final int UNAVAILABLE = 69;

    @TempDir
    Path scratch;

    private DaemonProcess daemon;

    @BeforeEach
    void makeDaemon() throws Exception {
        daemon = new DaemonProcess(scratch);
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void killedAtAnyMomentItStartsAgain() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("none", "127.0.0.1:" + chronyd.port());
            new Random().ints(KILLS, 0, LONGEST_LIFE_MS).forEach(this::startAndKillAfter);

            daemon.start(HERE);
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
            Await.until("drift saved", LIMIT, () -> Files.exists(daemon.driftFile()), daemon::log);
            assertFalse(daemon.log().contains("warning"), daemon::log);
            String[] numbers = Files.readString(daemon.driftFile()).strip().split(" ");
            assertEquals(0, Double.parseDouble(numbers[0]), 5);
            assertTrue(Double.parseDouble(numbers[1]) > 0);
        }
    }

    private void startAndKillAfter(int lifeMs) {
        try {
            daemon.start(HERE);
            Thread.sleep(lifeMs);
            assertTrue(daemon.process().alive(), daemon::log);
            daemon.close();
        } catch (Exception e) {
            throw new AssertionError("killed after " + lifeMs + " ms", e);
        }
    }

    @Test
    void sigtermEndsItInOrder() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("none", "[::1]:" + chronyd.port());
            daemon.start(HERE);
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());

            daemon.process().terminate();
            assertEquals(0, daemon.process().await(LIMIT), daemon::log);
            assertFalse(Files.exists(daemon.socket()));
            assertTrue(Files.readString(daemon.historyFile()).contains("[::1]:" + chronyd.port()), daemon::log);

            daemon.start(HERE);
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
            assertFalse(Files.exists(daemon.historyFile()), "it holds for one start");
        }
    }

    @Test
    void aServerThatWouldMoveTheClockTooFarIsRefusedAndTheDaemonSaysSoAndStays() throws Exception {
        try (Chronyd honest = Chronyd.serving(scratch, 3);
                Chronyd liar = Chronyd.lying(scratch, honest, 30)) {
            daemon.configure(List.of(
                    "[[source]]",
                    "mode = \"server\"",
                    "address = \"127.0.0.1:" + liar.port() + "\"",
                    "[synchronization]",
                    "startup-step-panic-threshold = \"10s\"",
                    "[clock]",
                    "control = \"none\"",
                    "drift-file = \"\"",
                    "history-file = \"\"",
                    "[observability]",
                    "observation-path = \"socket\""));
            daemon.start(HERE);

            DaemonSnapshot there =
                    daemon.await("panic", LIMIT, now -> now.clock().steering().state() == SteeringState.PANIC);

            assertEquals(30, Math.abs(there.clock().steering().refusedOffsetS()), 1);
            assertEquals(0, there.clock().steps());
            assertTrue(daemon.log().contains("startup-step-panic-threshold is 10 s"), daemon::log);
            assertTrue(daemon.process().alive());
        }
    }

    @Test
    void secondDaemonAtTheSameSocketDoesNotStart() throws Exception {
        daemon.configure("none", "127.0.0.1:" + Chronyd.freePort());
        daemon.start(HERE);
        daemon.await("answers", LIMIT, now -> true);

        List<String> words =
                List.of("daemon", "--config", daemon.configuration().toString());
        try (Child second = Foliot.start(scratch, HERE, words)) {
            assertEquals(UNAVAILABLE, second.await(LIMIT), second.account());
            assertTrue(second.err().contains(daemon.socket().toString()), second.account());
        }
        assertTrue(daemon.ask().isPresent(), "the first goes on");
    }

    @Test
    void withoutPermissionAndToldToSteerItDoesNotStart() throws Exception {
        assumeTrue(Child.find("setpriv").isPresent(), "no setpriv(1) in the PATH");
        daemon.configure("kernel", "127.0.0.1:" + Chronyd.freePort());
        daemon.start(POWERLESS);

        assertEquals(NO_PERMISSION, daemon.process().await(LIMIT), daemon::log);
        assertTrue(daemon.log().contains("clock.control is \"kernel\""), daemon::log);
    }

    @Test
    void withoutPermissionItSaysSoAndObserves() throws Exception {
        assumeTrue(Child.find("setpriv").isPresent(), "no setpriv(1) in the PATH");
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("auto", "127.0.0.1:" + chronyd.port());
            daemon.start(POWERLESS);
            DaemonSnapshot there =
                    daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());

            assertFalse(there.clock().steered());
            assertEquals("userspace", there.clock().backend());
            assertTrue(there.clock().control().contains("no permission"), there::toString);
            assertTrue(daemon.log().contains("no permission to steer this machine's clock"), daemon::log);
        }
    }

    @Test
    void everyErrorOfAConfigurationIsToldAtOnce() throws Exception {
        daemon.configure(List.of(
                "[[source]]",
                "mode = \"server\"",
                "address = \"127.0.0.1:123456\"",
                "",
                "[clock]",
                "control = \"sometimes\"",
                "drif-file = \"drift\""));
        daemon.start(HERE);
        assertEquals(CONFIG, daemon.process().await(LIMIT), daemon::log);
        assertThreeErrors(daemon.log());

        List<String> words = List.of("check", daemon.configuration().toString());
        try (Child check = Foliot.start(scratch, HERE, words)) {
            assertEquals(CONFIG, check.await(LIMIT), check.account());
            assertThreeErrors(check.out());
        }
    }

    private void assertThreeErrors(String told) {
        for (String place : List.of(":3:", ":6:", ":7:")) {
            assertTrue(told.contains(daemon.configuration() + place), told);
        }
        assertTrue(told.contains("drift-file"), "the nearest known key is named: " + told);
        assertTrue(told.contains("3 errors"), told);
    }

    @Test
    void withoutNetworkItWaitsForOne() throws Exception {
        try (NetworkNamespaces hosts = NetworkNamespaces.make(scratch);
                Chronyd chronyd = Chronyd.start(scratch, hosts.onServer(), 123, List.of("allow", "local stratum 1"))) {
            hosts.unplugClient();
            daemon.configure("none", NetworkNamespaces.SERVER_ADDRESS + ":" + chronyd.port());
            daemon.start(hosts.onClient());
            DaemonSnapshot alone = daemon.await(
                    "tries", LIMIT, now -> now.sources().stream().anyMatch(source -> source.sendErrors() >= 3));
            assertFalse(alone.clock().synchronised());
            assertEquals(1, warnings(daemon.log()), daemon::log);

            hosts.plugClient();
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
        }
    }

    private static long warnings(String log) {
        return log.lines().filter(line -> line.contains(" warning ")).count();
    }
}
