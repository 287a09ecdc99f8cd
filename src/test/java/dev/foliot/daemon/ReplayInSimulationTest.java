package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.ReplyOutcome;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.recording.Recorder;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a daemon did, in worlds of every kind, it does again. */
class ReplayInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long START_OF_LEAP_NS =
            Instant.parse("2016-12-31T23:30:00Z").getEpochSecond() * 1_000_000_000L;

    @TempDir
    Path directory;

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyDecisionIsMadeAgainBitForBit(Story story) throws Exception {
        try (SimulatedDaemon simulation = Recordings.simulation()) {
            DaemonSnapshot recorded = Recordings.record(file(), simulation, story.events());

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
            DaemonSnapshot recorded = Recordings.record(file(), simulation, s -> s.run(2000));
            assertEquals(
                    -10, Double.parseDouble(Files.readString(drift).split(" ")[0]), 0.5, "the daemon has saved it");
            Files.delete(drift);

            Replay.Result replayed = Replay.run(file(), replayer -> Observer.NONE);

            assertSame(recorded, replayed.last());
            assertFalse(Files.exists(drift), "a replay writes nothing");
        }
    }

    @Test
    void aWarmStartIsReplayed() throws Exception {
        try (SimulatedDaemon simulation = Recordings.simulation()) {
            simulation.historyFile = Optional.of(directory.resolve("history"));
            simulation.followOneServer();
            simulation.run(600);
            simulation.endDaemon();
            assertTrue(Files.exists(directory.resolve("history")), "the daemon before has left its samples");

            DaemonSnapshot recorded = Recordings.record(file(), simulation, s -> s.run(60));

            assertTrue(recorded.sources().get(0).samples() > 20, "and this one has taken them");
            assertSame(recorded, Replay.run(file(), replayer -> Observer.NONE).last());
        }
    }

    @Test
    void aFaultOfTheCoreComesAgain() throws Exception {
        Observer faulty = new Observer() {
            @Override
            public void measured(Server server, ReplyOutcome.Measured reply) {
                throw new IllegalStateException("a fault at " + reply.sample().offsetS());
            }
        };
        try (SimulatedDaemon simulation = Recordings.simulation()) {
            simulation.followOneServer();
            simulation.tap = new Recorder(file(), 1 << 20);
            simulation.observer = faulty;
            IllegalStateException fault = assertThrows(IllegalStateException.class, () -> simulation.run(60));
            simulation.daemon().finish();
            simulation.tap.close();

            Replay.Result replayed = Replay.run(file(), replayer -> faulty);

            assertEquals(fault.getMessage(), replayed.fault().orElseThrow().getMessage());
            assertTrue(replayed.finished());
        }
    }

    @Test
    void anExchangeTakesFewBytesOfTheRecording() throws Exception {
        AtomicInteger exchanges = new AtomicInteger();
        Recordings.make(file(), "liar and outage");
        Replay.Result replayed = Replay.run(file(), replayer -> new Observer() {
            @Override
            public void requested(Server server) {
                exchanges.incrementAndGet();
            }
        });
        // A request takes three turns that it has for itself: sending, the stamp or the reply, the end of a slew.
        long idle = replayed.turns() - 3L * exchanges.get();
        long bytes = (Files.size(file()) - 50 * idle) / exchanges.get();
        System.out.printf(
                "recording: %d bytes, %d requests, %d turns%n", Files.size(file()), exchanges.get(), replayed.turns());
        assertTrue(bytes < 400, () -> bytes + " bytes");
    }

    private Path file() {
        return directory.resolve("recording");
    }

    private static void assertSame(DaemonSnapshot recorded, DaemonSnapshot replayed) {
        assertEquals(List.of(recorded.sources()), List.of(replayed.sources()));
        assertEquals(recorded.clock(), replayed.clock());
        assertTrue(recorded.clock().updates() > 0 || recorded.sources().isEmpty(), "something was decided");
    }
}
