package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.SourceSnapshot;
import dev.foliot.selection.SourceRole;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that takes over where another has left. */
class WarmStartInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));

    @TempDir
    Path directory;

    @Test
    void aDaemonThatIsStartedAnewKnowsWhatTheOneBeforeKnew() throws Exception {
        try (SimulatedDaemon simulation = run(600)) {
            SourceSnapshot before = simulation.source(0);
            simulation.endDaemon();
            simulation.world.run(30);

            simulation.run(2);
            SourceSnapshot after = simulation.source(0);
            assertEquals(SourceRole.TOO_FEW_SAMPLES, after.role(), "the burst is not over");
            assertTrue(after.samples() > 20, after.samples() + " samples");
            assertEquals(before.frequencyPpm(), after.frequencyPpm(), 1);
            assertEquals(0, after.offsetS() + simulation.clock.errorS(), 3 * before.offsetErrorS() + 2e-4);
            simulation.run(8);
            assertEquals(0, simulation.clock.errorS(), 5e-4);
            assertEquals(SourceRole.SELECTED, simulation.source(0).role());
            assertFalse(Files.exists(directory.resolve("history")), "taken");
        }
    }

    /** Every delay to the server is as likely as any other: four samples tell little, sixty tell much. */
    @Test
    void whatTheOneBeforeKnewIsWorthMuch() throws Exception {
        double warmS;
        double coldS;
        try (SimulatedDaemon simulation = run(3000)) {
            simulation.endDaemon();
            simulation.run(10);
            warmS = simulation.source(0).offsetErrorS();
            simulation.historyFile = Optional.empty();
            simulation.endDaemon();
            simulation.run(10);
            coldS = simulation.source(0).offsetErrorS();
        }
        assertTrue(warmS < coldS / 2, warmS + " against " + coldS);
    }

    @Test
    void samplesOfBeforeTheClockWasSetAreNotUsed() throws Exception {
        try (SimulatedDaemon simulation = run(600)) {
            simulation.endDaemon();
            simulation.clock.step(200_000_000L);

            simulation.run(10);

            assertEquals(4, simulation.source(0).samples());
            assertEquals(0, simulation.clock.errorS(), 5e-3);
        }
    }

    @Test
    void samplesOfBeforeTheClockWasSteeredAreNotUsed() throws Exception {
        try (SimulatedDaemon simulation = run(600)) {
            simulation.endDaemon();
            simulation.clock.setFrequency(Frequency.ofPpm(-20));
            simulation.world.run(30);

            simulation.run(10);

            assertEquals(4, simulation.source(0).samples());
        }
    }

    /** The clock ran 20 ppm wrong for a minute, and nothing shows it but the time: 1.2 ms, a few times the jitter. */
    @Test
    void samplesThatTheTimeContradictsAreForgotten() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.historyFile = Optional.of(directory.resolve("history"));
            simulation.addServer(0, 1e-4);
            simulation.useServers(6, 6, true);
            simulation.run(3000);
            simulation.endDaemon();
            Frequency right = simulation.clock.state().frequency();
            simulation.clock.setFrequency(Frequency.ofPpm(right.ppm() - 20));
            simulation.world.run(60);
            simulation.clock.setFrequency(right);
            assertEquals(-1.2e-3, simulation.clock.errorS(), 1e-4);

            simulation.run(15);

            assertEquals(4, simulation.source(0).samples());
            assertEquals(0, simulation.clock.errorS(), 2e-4);
            simulation.run(600);
            assertEquals(0, simulation.clock.errorS(), 1e-4);
        }
    }

    private SimulatedDaemon run(double seconds) throws Exception {
        SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05);
        simulation.historyFile = Optional.of(directory.resolve("history"));
        simulation.addServer(0, 2e-3);
        simulation.useServers(4, 4, true);
        simulation.run(seconds);
        return simulation;
    }
}
