package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.platform.ClockState;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import org.junit.jupiter.api.Test;

/** What becomes of the clock when nobody tells the time any more. */
class HoldoverInSimulationTest {
    @Test
    void aClockWithoutSourcesIsInHoldoverWithAGrowingBoundUntilItExceedsTheMaximumError() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(Oscillators.constant(Frequency.ofPpm(10)), -0.05)) {
            simulation.discipline = maximumError(0.02);
            simulation.followOneServer();
            simulation.run(1000);
            assertEquals(
                    SteeringState.SYNCHRONISED,
                    simulation.clockSnapshot().steering().state());
            assertNull(simulation.clockSnapshot().steering().holdoverS());

            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(3600);
            ClockSnapshot begun = simulation.clockSnapshot();
            assertEquals(SteeringState.HOLDOVER, begun.steering().state());
            assertEquals(3600, begun.steering().holdoverS(), 20, "since the last answer, not since it was missed");
            assertEquals("an answer from any source", begun.waitingFor());
            assertTrue(begun.synchronised());
            double growth = begun.steering().errorBoundGrowthPpm() * 1e-6;
            simulation.run(10);
            double grownS = simulation.clockSnapshot().errorBoundS() - begun.errorBoundS();
            assertTrue(growth > 0 && grownS > 0);
            assertEquals(10 * growth, grownS, 3 * growth);

            for (int i = 0; i < 10_000 && simulation.clockSnapshot().synchronised(); i++) {
                assertEquals(
                        SteeringState.HOLDOVER,
                        simulation.clockSnapshot().steering().state());
                simulation.run(100);
            }
            assertEquals(
                    SteeringState.UNSYNCHRONISED,
                    simulation.clockSnapshot().steering().state());
            assertEquals(LeapIndicator.UNSYNCHRONISED, simulation.clock.state().leap());
            assertEquals(0.02, simulation.clockSnapshot().errorBoundS(), 1e-3, "which is known nevertheless");

            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(300);
            assertEquals(
                    SteeringState.SYNCHRONISED,
                    simulation.clockSnapshot().steering().state());
        }
    }

    /** By itself it would add 500 ppm, and take the clock for unsynchronised after nine hours. */
    @Test
    void theKernelIsToldOurBoundForAsLongAsTheClockIsSynchronised() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(Oscillators.constant(Frequency.ofPpm(10)), -0.05)) {
            simulation.discipline = maximumError(2);
            simulation.addServer(0, 1e-4);
            simulation.useServers(4, 4, true);
            simulation.run(3600);
            simulation.servers.get(0).setProfile(ServerProfile.silent());

            for (int hour = 0; hour < 24; hour++) {
                simulation.run(3600);
                ClockState kernel = simulation.clock.state();
                double boundS = simulation.clockSnapshot().errorBoundS();
                assertEquals(LeapIndicator.NONE, kernel.leap(), hour + " h");
                assertEquals(boundS, kernel.status().maxErrorNs() * 1e-9, 0.041, hour + " h");
                assertTrue(boundS < 1, hour + " h: " + boundS);
            }
        }
    }

    private static DisciplineParameters maximumError(double seconds) {
        DisciplineParameters usual = DisciplineParameters.DEFAULT;
        return new DisciplineParameters(
                usual.stepThresholdS(),
                usual.stepLimit(),
                usual.maximumSlew(),
                usual.maximumDrift(),
                usual.stability(),
                seconds,
                usual.panic());
    }
}
