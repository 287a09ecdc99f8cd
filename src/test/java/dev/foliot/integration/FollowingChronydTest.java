package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.Frequency;
import dev.foliot.time.StampSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon with real chronyds as its sources. */
@Tag("peers")
@MeasuresByTheClock
class FollowingChronydTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final double GOOD_NS = 100_000;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void wrongClockComesRight(String address) throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon = ObservedDaemon.startWrong(
                        -300_000_000, Frequency.ofPpm(30), ObservedDaemon.server(address, chronyd.port()))) {
            DaemonSnapshot there = daemon.await(
                    "the frequency is known, and the clock is right",
                    LIMIT,
                    now -> now.clock().synchronised()
                            && now.clock().frequencyErrorPpm() < 3
                            && Math.abs(daemon.errorNs()) < GOOD_NS);

            assertEquals(-30, there.clock().frequencyPpm(), 15);
            assertEquals(4, there.clock().stratum());
            assertEquals(1, there.clock().steps());
            assertEquals(0.3, there.clock().lastStepS(), 0.001);
            SourceSnapshot source = there.sources().get(0);
            assertEquals(SourceRole.SELECTED, source.role());
            assertEquals(StampSource.KERNEL, source.transmitStamp());
            assertEquals(StampSource.KERNEL, source.receiveStamp());
            assertTrue(
                    Await.stays(Duration.ofSeconds(2), () -> boundIsHonest(daemon)),
                    () -> "error " + daemon.errorNs() + " ns, " + daemon.snapshot());
        }
    }

    private static boolean boundIsHonest(ObservedDaemon daemon) {
        double errorS = Math.abs(daemon.errorNs()) * 1e-9;
        return errorS <= daemon.snapshot().clock().errorBoundS() && errorS < GOOD_NS * 1e-9;
    }

    /** chronyd tells in each reply when the one before truly left, while the clock is steered. */
    @Test
    void wrongClockComesRightByInterleavedReplies() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon = ObservedDaemon.startWrong(
                        -50_000_000, Frequency.ofPpm(30), ObservedDaemon.interleaved("127.0.0.1", chronyd.port()))) {
            DaemonSnapshot there = daemon.await(
                    "the frequency is known, and the clock is right",
                    LIMIT,
                    now -> now.clock().synchronised()
                            && now.clock().frequencyErrorPpm() < 3
                            && Math.abs(daemon.errorNs()) < GOOD_NS
                            && now.sources().get(0).received() >= 20);

            assertEquals(-30, there.clock().frequencyPpm(), 15);
            SourceSnapshot source = there.sources().get(0);
            assertTrue(source.interleaved() > source.received() / 2, there::toString);
            assertTrue(
                    Await.stays(Duration.ofSeconds(2), () -> boundIsHonest(daemon)),
                    () -> "error " + daemon.errorNs() + " ns, " + daemon.snapshot());
        }
    }

    @Test
    void liarIsOutvotedAndDoesNotMoveTheClock() throws Exception {
        try (Chronyd first = Chronyd.serving(scratch, 3);
                Chronyd second = Chronyd.serving(scratch, 3);
                Chronyd liar = Chronyd.lying(scratch, first, 0.25);
                ObservedDaemon daemon = ObservedDaemon.start(
                        ObservedDaemon.server("127.0.0.1", liar.port()),
                        ObservedDaemon.server("127.0.0.1", first.port()),
                        ObservedDaemon.server("127.0.0.1", second.port()))) {
            DaemonSnapshot there = daemon.await(
                    "two agree against one",
                    LIMIT,
                    now -> now.clock().synchronised()
                            && now.sources().stream().allMatch(source -> source.samples() >= 8));

            assertEquals(SourceRole.FALSETICKER, there.sources().get(0).role());
            assertEquals(0.25, there.sources().get(0).offsetS(), 0.01);
            assertTrue(there.sources().get(1).role().used(), there::toString);
            assertTrue(there.sources().get(2).role().used(), there::toString);
            assertEquals(0, there.clock().steps());
            assertRight(daemon, GOOD_NS);
        }
    }

    @Test
    void oneAgainstOneIsNoMajority() throws Exception {
        try (Chronyd honest = Chronyd.serving(scratch, 3);
                Chronyd liar = Chronyd.lying(scratch, honest, 0.25);
                ObservedDaemon daemon = ObservedDaemon.start(
                        ObservedDaemon.server("127.0.0.1", liar.port()),
                        ObservedDaemon.server("127.0.0.1", honest.port()))) {
            DaemonSnapshot there = daemon.await(
                    "both are known well",
                    LIMIT,
                    now -> now.sources().size() == 2
                            && now.sources().stream().allMatch(source -> source.samples() >= 8));

            assertTrue(
                    there.sources().stream().allMatch(source -> source.role() == SourceRole.NO_MAJORITY),
                    there::toString);
            assertEquals(0, there.clock().updates());
        }
    }

    @Test
    void serverThatCrashesIsMissedAndTakenBack() throws Exception {
        try (LogLines log = new LogLines();
                Chronyd chronyd = Chronyd.serving(scratch, 3);
                ObservedDaemon daemon = ObservedDaemon.start(ObservedDaemon.server("127.0.0.1", chronyd.port()))) {
            daemon.await("all polls answered", LIMIT, now -> reach(now) == 0xff);

            chronyd.kill();
            // The selection learns of it with what happens next.
            DaemonSnapshot alone = daemon.await(
                    "no poll answered",
                    LIMIT,
                    now -> reach(now) == 0 && now.sources().get(0).role() == SourceRole.UNREACHABLE);
            assertTrue(alone.sources().get(0).lastError().contains("refused"), alone::toString);
            assertTrue(alone.clock().synchronised(), "what is known of the clock still bounds its error");
            assertRight(daemon, 10 * GOOD_NS);
            assertEquals(1, log.warnings().size(), () -> log.warnings().toString());

            chronyd.restart();
            DaemonSnapshot again = daemon.await("all polls answered again", LIMIT, now -> reach(now) == 0xff);
            assertEquals(SourceRole.SELECTED, again.sources().get(0).role());
            assertRight(daemon, GOOD_NS);
        }
    }

    @Test
    void serverThatComesLateIsFound() throws Exception {
        int port = Chronyd.freePort();
        try (ObservedDaemon daemon = ObservedDaemon.start(ObservedDaemon.server("127.0.0.1", port))) {
            DaemonSnapshot alone = daemon.await(
                    "asked in vain",
                    LIMIT,
                    now -> !now.sources().isEmpty() && now.sources().get(0).sendErrors() >= 3);
            assertEquals("an answer from any source", alone.clock().waitingFor());
            assertEquals(16, alone.clock().stratum());

            try (Chronyd late = Chronyd.serving(scratch, port, 5)) {
                DaemonSnapshot there =
                        daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
                assertEquals("127.0.0.1:" + late.port(), there.sources().get(0).address());
            }
        }
    }

    private static void assertRight(ObservedDaemon daemon, double toleranceNs) {
        long errorNs = daemon.errorNs();
        assertTrue(Math.abs(errorNs) < toleranceNs, () -> "error " + errorNs + " ns, " + daemon.snapshot());
    }

    private static int reach(DaemonSnapshot snapshot) {
        return snapshot.sources().isEmpty() ? 0 : snapshot.sources().get(0).reach();
    }
}
