package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.ReplyOutcome;
import dev.foliot.filter.Sample;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interleaved mode, RFC 9769, of a server whose replies leave 1 ms after the time that they tell. */
class InterleavedInSimulationTest {
    private static final double LATE_S = 1e-3;

    /** Fast, so that the clock is slewed for long, and steered anew after each sample. */
    private static final Signal FAST = Oscillators.constant(Frequency.ofPpm(80));

    private static final ServerProfile LATE = ServerProfile.good().withLateness(LATE_S, true);

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void latenessOfRepliesDoesNotMoveTheClock() throws Exception {
        try (SimulatedDaemon simulation = follow(LATE, true)) {
            simulation.run(2000);

            assertEquals(0, simulation.errorS(), 2e-5);
            assertEquals(0, simulation.clock.frequencyError().ppm(), 0.2);
            SourceSnapshot source = simulation.source(0);
            assertEquals(source.received() - 1, source.interleaved(), "all but the first");
            assertEquals(source.received() - 1, samples.size(), "one reply tells of an exchange that is known");
            assertEquals(0, source.rejected().size(), source.rejected()::toString);
        }
    }

    @Test
    void withoutItTheyMoveItByHalfOfThat() throws Exception {
        try (SimulatedDaemon simulation = follow(LATE, false)) {
            simulation.run(2000);

            assertEquals(-LATE_S / 2, simulation.errorS(), 2e-5);
            assertEquals(0, simulation.source(0).interleaved());
        }
    }

    @Test
    void serverThatDoesNotKnowItIsFollowedAsEver() throws Exception {
        try (SimulatedDaemon simulation = follow(LATE.withLateness(LATE_S, false), true)) {
            simulation.run(2000);

            assertEquals(-LATE_S / 2, simulation.errorS(), 2e-5);
            SourceSnapshot source = simulation.source(0);
            assertEquals(0, source.interleaved());
            assertEquals(source.received(), samples.size());
        }
    }

    @Test
    void serverThatIsReplacedByOneThatDoesNotKnowItAndBackIsFollowed() throws Exception {
        try (SimulatedDaemon simulation = follow(LATE, true)) {
            simulation.run(600);
            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(600);
            assertEquals(0, simulation.errorS(), 5e-5);
            simulation.servers.get(0).setProfile(LATE);
            simulation.run(600);

            assertEquals(0, simulation.errorS(), 5e-5);
            for (int i = 1; i < samples.size(); i++) {
                assertTrue(samples.get(i).monotonicNs() > samples.get(i - 1).monotonicNs(), "sample " + i);
            }
        }
    }

    private SimulatedDaemon follow(ServerProfile profile, boolean interleaved) throws Exception {
        SimulatedDaemon simulation = new SimulatedDaemon(FAST, -0.1);
        simulation.observer = new Observer() {
            @Override
            public void measured(Server server, ReplyOutcome.Measured reply) {
                if (!reply.again()) {
                    samples.add(reply.sample());
                }
            }
        };
        simulation.addServer(0, 1e-6).setProfile(profile);
        if (interleaved) {
            simulation.useServerInterleaved(0);
        } else {
            simulation.useServers(4, 4, true);
        }
        return simulation;
    }
}
