package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.selection.SourceRole;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SeededStreams;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon from end to end, against servers and oscillators whose truth is known. */
class DaemonInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));

    @Test
    void wrongClockComesRightWithinSecondsOfABurstAndStaysSo() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            simulation.addServer(0, 1e-4);
            simulation.useServers(4, 6, true);

            simulation.run(10);
            assertEquals(0, simulation.clock.errorS(), 1e-3, "after the burst");
            simulation.run(3600);
            assertEquals(0, rmsS(simulation, 1000), 1e-4, "an hour later");
            assertEquals(0, simulation.clock.frequencyError().ppm(), 0.5);
            assertTrue(simulation.daemon().snapshotNow().clock().synchronised());
        }
    }

    /**
     * The reference figure of another daemon in this world (poll 64 s, 1 ms of exponential jitter each way) is 0.1 ms.
     */
    @Test
    void wanderingOscillatorIsFollowed() throws Exception {
        Signal wandering = Oscillators.wander(new SeededStreams(7), new Frequency(1));
        try (SimulatedDaemon simulation = new SimulatedDaemon(wandering, 0.05)) {
            simulation.addServer(0, 1e-3);
            simulation.useServers(6, 6, false);

            simulation.run(10_000);
            double rmsS = rmsS(simulation, 30_000);
            System.out.printf("wander 1e-9, jitter 1 ms, poll 64 s: RMS %.1f us%n", rmsS * 1e6);
            assertTrue(rmsS < 3e-4, () -> "RMS " + rmsS);
        }
    }

    @Test
    void falsetickerIsOutvotedAndSaidSo() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.addServer(0.5, 1e-4);
            simulation.useServers(4, 6, true);

            simulation.run(600);

            assertEquals(SourceRole.FALSETICKER, simulation.source(3).role());
            assertTrue(IntStream.range(0, 3)
                    .allMatch(i -> simulation.source(i).role().used()));
            assertEquals(0, rmsS(simulation, 1000), 2e-4);
            assertEquals(0, simulation.daemon().snapshotNow().clock().steps());
        }
    }

    @Test
    void twoThatContradictEachOtherMoveNothing() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4);
            simulation.addServer(0.5, 1e-4);
            simulation.useServers(4, 6, true);

            simulation.run(300);

            ClockSnapshot clock = simulation.daemon().snapshotNow().clock();
            assertFalse(clock.synchronised());
            assertEquals("2 sources that agree; 1 of 2 does", clock.waitingFor());
            assertEquals(0, clock.updates());
            assertEquals(SourceRole.NO_MAJORITY, simulation.source(0).role());
        }
    }

    @Test
    void silentServerIsSaidToBeUnreachableAndTheClockCoasts() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.followOneServer();
            simulation.run(1000);
            double boundBeforeS = simulation.daemon().snapshotNow().clock().errorBoundS();

            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(3600);

            assertEquals(SourceRole.UNREACHABLE, simulation.source(0).role());
            assertEquals(0, simulation.clock.errorS(), 5e-3);
            double boundS = simulation.daemon().snapshotNow().clock().errorBoundS();
            assertTrue(boundS > boundBeforeS + OscillatorStability.DEFAULT.offsetS(3500), boundS + " s");

            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(300);
            assertEquals(SourceRole.SELECTED, simulation.source(0).role());
        }
    }

    @Test
    void clockSetBySomebodyElseIsNoticedAndSetRight() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.followOneServer();
            simulation.run(300);

            simulation.clock.step(3_000_000_000L);
            simulation.run(30);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(1, simulation.daemon().snapshotNow().clock().foreignSteps());
        }
    }

    @Test
    void somebodyElseWhoSteersTheClockIsNoticedAndCounted() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.followOneServer();
            simulation.run(300);
            assertEquals(0, simulation.clockSnapshot().steering().interferences());

            for (int i = 1; i <= 3; i++) {
                simulation.clock.setFrequency(Frequency.ofPpm(100));
                simulation.run(100);
                assertEquals(i, simulation.clockSnapshot().steering().interferences());
            }
        }
    }

    @Test
    void aSlipOfAServerIsKeptFromTheClockAndAJumpThatLastsIsFollowed() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.followOneServer();
            simulation.run(600);

            simulation.setServer(0, 5);
            simulation.run(48);
            simulation.setServer(0, -5);
            simulation.run(300);
            assertEquals(0, simulation.clock.errorS(), 1e-4, "three samples are a slip");

            simulation.setServer(0, 0.1);
            simulation.run(80);
            assertEquals(0.1, simulation.source(0).offsetS() + simulation.clock.errorS(), 1e-3, "five are not");
            simulation.run(600);
            assertEquals(0.1, simulation.clock.errorS(), 1e-3);
        }
    }

    @Test
    void leapSecondAnnouncedEarlyIsKeptFromTheKernelUntilTheLastDayOfTheMonth() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4).setProfile(ServerProfile.good().withLeap(LeapIndicator.INSERT));
            simulation.useServers(6, 6, true);

            simulation.run(3600);

            assertEquals(
                    LeapIndicator.INSERT,
                    simulation.daemon().snapshotNow().clock().leap());
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap(), "2026-01-01");
        }
    }

    @ParameterizedTest
    @CsvSource({"INSERT, 7200", "DELETE, 7199"})
    void leapSecondPassesWithoutAStepAndWithoutATrace(LeapIndicator leap, double afterS) throws Exception {
        long twoHoursBeforeNs = Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;
        try (SimulatedDaemon simulation = new SimulatedDaemon(twoHoursBeforeNs, STEADY, -0.05)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.useServers(4, 4, true);
            simulation.leapToday(leap, afterS);

            simulation.run(7190);
            assertEquals(leap, simulation.clock.state().leap(), "the kernel knows");
            simulation.run(30);

            assertEquals(0, rmsS(simulation, 1000), 1e-4);
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
            ClockSnapshot clock = simulation.daemon().snapshotNow().clock();
            assertEquals(0, clock.steps());
            assertEquals(0, clock.foreignSteps());
        }
    }

    @ParameterizedTest
    @CsvSource({"INSERT, 7200", "DELETE, 7199"})
    void clockThatMakesNoLeapSecondsIsSteppedAtTheirMoment(LeapIndicator leap, double afterS) throws Exception {
        long twoHoursBeforeNs = Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;
        try (SimulatedDaemon simulation = new SimulatedDaemon(twoHoursBeforeNs, STEADY, -0.05)) {
            simulation.standIn();
            simulation.followOneServer();
            simulation.leapToday(leap, afterS);

            simulation.run(7190);
            assertEquals(0, simulation.errorS(), 1e-3);
            simulation.run(30);

            assertEquals(0, simulation.errorS(), 1e-3);
            ClockSnapshot clock = simulation.daemon().snapshotNow().clock();
            assertEquals(1, clock.steps());
            assertEquals(leap == LeapIndicator.INSERT ? -1 : 1, clock.lastStepS());
        }
    }

    @Test
    void stepThatIsRefusedIsNotTakenForDone() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            simulation.followOneServer();
            simulation.clock.setQuirks(ClockQuirks.REFUSES);

            simulation.run(120);

            ClockSnapshot clock = simulation.daemon().snapshotNow().clock();
            assertFalse(clock.synchronised());
            assertEquals(0, clock.steps());

            simulation.clock.setQuirks(ClockQuirks.NONE);
            simulation.run(120);
            assertEquals(0, simulation.clock.errorS(), 1e-3, "once it is permitted");
        }
    }

    @Test
    void aFaultOfOurOwnLeavesNoSlewBehind() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.addServer(0, 1e-5);
            simulation.useServers(4, 4, true);
            simulation.run(30);
            assertEquals(500, simulation.clock.frequencyError().ppm(), 20, "slewing");

            simulation.failsAtS = 40;
            assertThrows(IllegalStateException.class, () -> simulation.daemon().run());

            assertEquals(0, simulation.clock.frequencyError().ppm(), 20);
        }
    }

    @Test
    void aDaemonThatDoesNotGetToRunLeavesTheClockToWhomeverKeepsIt() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.clock.setFrequency(Frequency.ofPpm(300));
            simulation.clock.setStatus(new ClockStatus(LeapIndicator.NONE, 1000, 1000));
            ClockState before = simulation.clock.state();

            simulation.run(0);

            assertEquals(before, simulation.clock.state());
        }
    }

    /** Root mean square of the true error over the next {@code seconds}, sampled each second. */
    private static double rmsS(SimulatedDaemon simulation, int seconds) throws Exception {
        double sum = 0;
        for (int i = 0; i < seconds; i++) {
            simulation.run(1);
            sum += simulation.clock.errorS() * simulation.clock.errorS();
        }
        return Math.sqrt(sum / seconds);
    }
}
