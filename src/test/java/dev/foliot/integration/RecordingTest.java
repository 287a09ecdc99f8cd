package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.daemon.Observer;
import dev.foliot.daemon.Replay;
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

/**
 * {@code foliot daemon --record} with a real server, and {@code foliot replay} in another process. The daemon's JVM
 * compiles differently from this one, which replays as well.
 */
@Tag("peers")
class RecordingTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final List<String> HERE = List.of();

    @TempDir
    Path scratch;

    private DaemonProcess daemon;
    private Path recording;

    @BeforeEach
    void makeDaemon() throws Exception {
        daemon = new DaemonProcess(scratch);
        recording = scratch.resolve("recording");
        daemon.options("--record", recording.toString());
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void twoRunsOfADaemonAreReplayedToTheLastBit() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("none", "127.0.0.1:" + chronyd.port(), "127.0.0.1:" + Chronyd.freePort());
            long firstUpdates = runUntilUpdated(HERE);
            long secondUpdates = runUntilUpdated(HERE);

            Path first = recording.resolveSibling("recording.1");
            assertTrue(Replay.run(first, r -> Observer.NONE).last().clock().updates() >= firstUpdates);
            Replay.Result second = Replay.run(recording, r -> Observer.NONE);
            assertTrue(second.last().clock().updates() >= secondUpdates);
            assertTrue(second.finished() && !second.cutOff(), second::toString);
            assertReplayedElsewhere(first);
            assertReplayedElsewhere(recording);
        }
    }

    @Test
    void whatADaemonDidBeforeItWasKilledIsReplayed() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("none", "127.0.0.1:" + chronyd.port());
            daemon.start(HERE);
            DaemonSnapshot seen =
                    daemon.await("updated", LIMIT, now -> now.clock().updates() >= 10);
            daemon.close();

            Replay.Result result = Replay.run(recording, r -> Observer.NONE);

            assertFalse(result.finished());
            long missing = seen.clock().updates() - result.last().clock().updates();
            assertTrue(missing <= 1, () -> missing + " updates before the kill are missing");
            assertReplayedElsewhere(recording);
        }
    }

    /** A file size limit: writing fails as it does on a disk that is full. */
    @Test
    void aDiskThatIsFullEndsTheRecordingAndNothingElse() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3)) {
            daemon.configure("none", "127.0.0.1:" + chronyd.port());
            daemon.start(List.of("prlimit", "--fsize=65536"));
            DaemonSnapshot stopped = daemon.await(
                    "the recording has stopped", LIMIT, now -> now.recording().problem() != null);
            DaemonSnapshot later = daemon.await(
                    "goes on",
                    LIMIT,
                    now -> now.clock().updates() > stopped.clock().updates() + 10);

            assertTrue(later.clock().synchronised());
            assertEquals(
                    1,
                    daemon.log()
                            .lines()
                            .filter(line -> line.contains("recording"))
                            .count(),
                    daemon::log);
            Replay.Result result = Replay.run(recording, r -> Observer.NONE);
            assertTrue(result.last().clock().updates() > 10, result::toString);
        }
    }

    @Test
    void anotherDaemonsRecordingIsLeftAlone() throws Exception {
        daemon.configure("none", "127.0.0.1:" + Chronyd.freePort());
        try (DaemonProcess second = new DaemonProcess(scratch)) {
            second.configure("none", "127.0.0.1:" + Chronyd.freePort());
            second.options("--record", recording.toString());
            daemon.start(HERE);
            daemon.await("records", LIMIT, now -> now.recording().bytes() > 1000);

            second.start(HERE);
            DaemonSnapshot refused = second.await(
                    "does not record", LIMIT, now -> now.recording().problem() != null);

            assertTrue(refused.recording().problem().contains("another process records there"), refused::toString);
            assertFalse(Files.exists(recording.resolveSibling("recording.1")));
            DaemonSnapshot first = daemon.ask().orElseThrow();
            assertNull(first.recording().problem());
        }
    }

    private long runUntilUpdated(List<String> within) throws Exception {
        daemon.start(within);
        DaemonSnapshot seen = daemon.await("updated", LIMIT, now -> now.clock().updates() >= 10);
        assertEquals(recording.toString(), seen.recording().file());
        assertNull(seen.recording().problem());
        assertTrue(seen.recording().bytes() > 0);
        daemon.process().terminate();
        assertEquals(0, daemon.process().await(LIMIT));
        return seen.clock().updates();
    }

    private void assertReplayedElsewhere(Path file) throws Exception {
        try (Child replay = Foliot.start(scratch, HERE, List.of("replay", "--quiet", file.toString()))) {
            assertEquals(0, replay.await(LIMIT), replay.account());
            assertTrue(replay.out().contains("The same, bit for bit: "), replay.account());
        }
    }
}
