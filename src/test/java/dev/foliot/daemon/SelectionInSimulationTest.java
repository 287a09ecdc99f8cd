package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.selection.SourceRole;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import org.junit.jupiter.api.Test;

/** What people say of their sources, and what sources have done before, as it tells on the clock. */
class SelectionInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final SelectionOptions NOSELECT = new SelectionOptions(true, false, false, false);
    private static final SelectionOptions TRUST = new SelectionOptions(false, false, true, false);
    private static final SelectionOptions REQUIRE = new SelectionOptions(false, false, false, true);

    @Test
    void aTrustedServerKeepsTheClockRightAgainstAConspiracy() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.addServer(0, 1e-4);
            simulation.addServer(0.5, 1e-4);
            simulation.addServer(0.5, 1e-4);
            simulation.useServer(0, TRUST);
            simulation.useServer(1, SelectionOptions.NONE);
            simulation.useServer(2, SelectionOptions.NONE);

            simulation.run(1000);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(SourceRole.FALSETICKER, simulation.source(1).role());
        }
    }

    @Test
    void aServerThatIsOnlyWatchedNeitherMovesTheClockNorDelaysTheFirstLock() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            simulation.addServer(0, 1e-4);
            simulation.addServer(0.5, 1e-4);
            simulation.addServer(0, 1e-4).setProfile(ServerProfile.silent());
            simulation.useServer(0, SelectionOptions.NONE);
            simulation.useServer(1, NOSELECT);
            simulation.useServer(2, NOSELECT);

            simulation.run(7);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(SourceRole.NOSELECT, simulation.source(1).role());
            assertEquals(0.5, simulation.source(1).offsetS(), 1e-3, "measured all the same");
        }
    }

    @Test
    void whileARequiredServerIsSilentTheStatusSaysSo() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.addServer(0, 1e-4);
            simulation.addServer(0, 1e-4).setProfile(ServerProfile.silent());
            simulation.useServer(0, SelectionOptions.NONE);
            simulation.useServer(1, REQUIRE);

            simulation.run(300);
            assertFalse(simulation.clockSnapshot().synchronised());
            assertEquals(
                    "a required source to agree with the others",
                    simulation.clockSnapshot().waitingFor());
            assertEquals(SourceRole.NO_REQUIRED, simulation.source(0).role());

            simulation.servers.get(1).setProfile(ServerProfile.good());
            simulation.run(300);
            assertTrue(simulation.clockSnapshot().synchronised());
        }
    }

    @Test
    void tooFewSourcesAreSaidToBeTooFewByTheNameOfTheKey() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.selection = new SelectionParameters(3, 1.5);
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.servers.get(2).setProfile(ServerProfile.silent());
            simulation.useServers(4, 4, true);

            simulation.run(300);

            assertFalse(simulation.clockSnapshot().synchronised());
            assertEquals(
                    "3 sources that agree (minimum-agreeing-sources); 2 of 2 do",
                    simulation.clockSnapshot().waitingFor());
        }
    }

    @Test
    void aServerThatLiesNowAndThenIsOutvotedAndThenOnProbation() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.useServers(4, 4, true);
            simulation.run(600);

            for (int i = 0; i < 5; i++) {
                simulation.setServer(2, 0.5);
                simulation.run(120);
                assertEquals(SourceRole.FALSETICKER, simulation.source(2).role());
                simulation.setServer(2, -0.5);
                simulation.run(80);
                assertEquals(SourceRole.ON_PROBATION, simulation.source(2).role());
                simulation.run(100);
                assertTrue(simulation.source(2).role().used());
                assertEquals(0, simulation.clock.errorS(), 1e-3);
            }
        }
    }
}
