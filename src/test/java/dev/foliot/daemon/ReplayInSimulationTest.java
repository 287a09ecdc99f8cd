package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.recording.Recorder;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SeededStreams;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a daemon did, in worlds of every kind, it does again. */
class ReplayInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long START_OF_LEAP_NS =
            Instant.parse("2016-12-31T23:30:00Z").getEpochSecond() * 1_000_000_000L;

    private static final long LIMIT_BYTES = 64 << 20;

    @TempDir
    Path directory;

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyDecisionIsMadeAgainBitForBit(Story story) throws Exception {
        Signal wandering = Oscillators.wander(new SeededStreams(7), new Frequency(1));
        try (SimulatedDaemon simulation = new SimulatedDaemon(wandering, -0.5)) {
            DaemonSnapshot recorded = record(simulation, story.events());

            Replay.Result replayed = Replay.run(file(), replayer -> Observer.NONE);

            assertSame(recorded, replayed.last());
            assertTrue(replayed.finished() && !replayed.cutOff(), replayed::toString);
            assertEquals(Files.size(file()), replayed.bytes());
            assertTrue(replayed.commands() > 100, replayed::toString);
        }
    }

    @Test
    void aLeapSecondAndTheDriftFileAreReplayed() throws Exception {
        Path drift = Files.writeString(directory.resolve("drift"), "-9.5 0.5\n");
        try (SimulatedDaemon simulation = new SimulatedDaemon(START_OF_LEAP_NS, STEADY, -0.05)) {
            simulation.driftFile = Optional.of(drift);
            simulation.addServer(0, 1e-5);
            simulation.useServers(4, 4, true);
            simulation.leapToday(LeapIndicator.INSERT, 1800);
            DaemonSnapshot recorded = record(simulation, s -> s.run(2000));
            assertEquals(
                    -10, Double.parseDouble(Files.readString(drift).split(" ")[0]), 0.5, "the daemon has saved it");
            Files.delete(drift);

            Replay.Result replayed = Replay.run(file(), replayer -> Observer.NONE);

            assertSame(recorded, replayed.last());
            assertFalse(Files.exists(drift), "a replay writes nothing");
        }
    }

    private Path file() {
        return directory.resolve("recording");
    }

    private DaemonSnapshot record(SimulatedDaemon simulation, Story.Events story) throws IOException {
        simulation.tap = new Recorder(file(), LIMIT_BYTES);
        story.happenTo(simulation);
        DaemonSnapshot last = simulation.daemon().snapshotNow();
        simulation.daemon().finish();
        simulation.daemon().close();
        return last;
    }

    private static void assertSame(DaemonSnapshot recorded, DaemonSnapshot replayed) {
        assertEquals(List.of(recorded.sources()), List.of(replayed.sources()));
        assertEquals(recorded.clock(), replayed.clock());
        assertTrue(recorded.clock().updates() > 0 || recorded.sources().isEmpty(), "something was decided");
    }
}
