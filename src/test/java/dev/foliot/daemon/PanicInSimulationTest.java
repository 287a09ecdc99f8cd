package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far sources that lie can move the clock, and what becomes of the daemon then. */
class PanicInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final double DAY_S = 86_400;

    @Test
    void aLoneSourceThatJumpsByHoursStopsTheSteeringUntilItComesBack() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.followOneServer();
            simulation.run(600);

            simulation.setServer(0, 20_000);
            simulation.run(3600);

            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(SteeringState.PANIC, clock.steering().state());
            assertTrue(clock.steering().panic().contains("single-step-panic-threshold is 1000 s"));
            assertEquals(20_000, clock.steering().refusedOffsetS(), 5);
            assertFalse(clock.synchronised());
            assertNull(clock.errorBoundS());
            assertEquals(16, clock.stratum());
            assertEquals(LeapIndicator.UNSYNCHRONISED, simulation.clock.state().leap());
            assertEquals(0, simulation.clock.errorS(), 0.1, "not moved");
            assertEquals(0, clock.slewPpm(), 1e-4, "nor moving");
            assertEquals(0, clock.steps());

            simulation.setServer(0, -20_000);
            simulation.run(3600);
            assertState(SteeringState.SYNCHRONISED, simulation);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
        }
    }

    @Test
    void whatAPersonAcceptsIsDoneIfItIsStillWhatTheSourcesWant() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4);
            simulation.useServers(4, 4, true);
            simulation.run(600);
            assertObjection(simulation, 20_000, "there is nothing to accept");
            simulation.setServer(0, 20_000);
            simulation.run(3600);
            assertObjection(simulation, 19_990, "the sources would now have the clock moved by +");
            assertObjection(simulation, -20_000, "the sources would now have the clock moved by +");
            assertObjection(simulation, Double.NaN, "the sources would now have the clock moved by +");
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(300);
            assertObjection(simulation, 20_000, "no source can be used any more");
            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(60);
            assertEquals(0, simulation.clock.errorS(), 0.1, "not moved");

            assertEquals(Optional.empty(), simulation.accept(20_000));

            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(SteeringState.SYNCHRONISED, clock.steering().state());
            assertEquals(20_000, simulation.clock.errorS(), 1e-2);
            assertEquals(20_000, clock.steering().acceptedOffsetS(), 0.1);
            assertEquals(0, clock.steering().accumulatedS());
            simulation.setServer(0, 20_000);
            simulation.run(1000);
            assertEquals(
                    SteeringState.PANIC, simulation.clockSnapshot().steering().state(), "once, not for ever");
        }
    }

    private static void assertObjection(SimulatedDaemon simulation, double offsetS, String objection) throws Exception {
        String said = simulation.accept(offsetS).orElse("done");
        assertTrue(said.startsWith(objection), said);
    }

    @Test
    void aClockThatIsDaysAheadAtTheStartIsLeftToAPerson() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 2 * DAY_S)) {
            simulation.followOneServer();

            simulation.run(300);
            assertState(SteeringState.PANIC, simulation);
            assertEquals(2 * DAY_S, simulation.clock.errorS(), 1);

            simulation.clock.step((long) (-2 * DAY_S * 1e9));
            simulation.run(300);
            assertState(SteeringState.SYNCHRONISED, simulation);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
        }
    }

    @Test
    void aClockWithoutABatteryIsSetForwardByDecades() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -20_000 * DAY_S)) {
            simulation.followOneServer();

            simulation.run(60);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
        }
    }

    @Test
    void aFirstOffsetThatIsSlewedForDaysIsNoPanic() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -2000)) {
            simulation.discipline = DisciplineParameters.DEFAULT.withSteps(0.128, 0);
            simulation.addServer(0, 1e-4);
            simulation.useServers(6, 10, true);

            simulation.run(DAY_S);

            ClockSnapshot clock = simulation.clockSnapshot();
            assertNull(clock.steering().panic());
            assertEquals(500, clock.slewPpm(), 20);
            assertEquals(0, clock.steering().accumulatedS());
            assertEquals(-2000 + DAY_S * 500e-6, simulation.clock.errorS(), 1);
        }
    }

    /** Each lie is small enough to be believed; all of them together are not. */
    @Test
    void manySmallStepsDoNotLeadFartherThanTheAccumulatedThreshold() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.discipline = panickingBeyond10S(DisciplineParameters.DEFAULT.withSteps(0.128, -1));
            simulation.followOneServer();
            simulation.run(600);

            for (int i = 0; i < 20; i++) {
                simulation.setServer(0, 1);
                simulation.run(1000);
            }

            assertNotNull(simulation.clockSnapshot().steering().panic());
            assertTrue(simulation.clock.errorS() <= 10.2, () -> "moved by " + simulation.clock.errorS());
            assertTrue(simulation.clock.errorS() > 4, () -> "moved by " + simulation.clock.errorS());
        }
    }

    @Test
    void slewsDoNotLeadFartherEither() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.discipline = panickingBeyond10S(DisciplineParameters.DEFAULT);
            simulation.followOneServer();
            simulation.run(600);

            for (int i = 0; i < 4; i++) {
                simulation.setServer(0, 4);
                simulation.run(10_000);
            }

            assertState(SteeringState.PANIC, simulation);
            assertTrue(simulation.clock.errorS() <= 10.2, () -> "moved by " + simulation.clock.errorS());
            assertTrue(simulation.clock.errorS() > 7, () -> "moved by " + simulation.clock.errorS());
        }
    }

    private static void assertState(SteeringState expected, SimulatedDaemon simulation) {
        assertEquals(expected, simulation.clockSnapshot().steering().state());
    }

    /** With a limit of all corrections together. */
    private static DisciplineParameters panickingBeyond10S(DisciplineParameters usual) {
        PanicThresholds panic = usual.panic();
        return new DisciplineParameters(
                usual.stepThresholdS(),
                usual.stepLimit(),
                usual.maximumSlew(),
                usual.maximumDrift(),
                usual.stability(),
                usual.maximumErrorS(),
                new PanicThresholds(panic.startup(), panic.single(), 10));
    }
}
