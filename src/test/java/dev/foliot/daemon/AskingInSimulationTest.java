package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.PollRaise;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import org.junit.jupiter.api.Test;

/** Which servers the daemon asks, and how often. */
class AskingInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));

    @Test
    void whoAsksNobodySaysSo() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(Oscillators.constant(Frequency.ZERO), 0)) {
            simulation.run(10);
            assertEquals("a source to be configured", simulation.clockSnapshot().waitingFor());
        }
    }

    @Test
    void kissOfDeathSlowsThePollingDown() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4).setProfile(ServerProfile.kiss("RATE"));
            simulation.useServers(4, 10, true);

            simulation.run(4 * 3600);

            SourceSnapshot source = simulation.source(0);
            assertEquals(1024, source.pollS());
            assertEquals(PollRaise.KISS_RATE, source.pollRaisedBy());
            assertTrue(source.rejected().get("kiss_rate") >= 6);
            assertFalse(simulation.daemon().snapshotNow().clock().synchronised());
        }
    }

    /** The servers of the simulation are 20 ms away. */
    @Test
    void aServerThatIsFarAwayIsAskedOnceASecondAtMostAndThatIsShown() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4);
            simulation.useServers(-4, -2, true);

            simulation.run(100);

            assertEquals(1, simulation.source(0).pollS());
            assertEquals(PollRaise.TOO_FAR, simulation.source(0).pollRaisedBy());
            assertTrue(simulation.source(0).sent() <= 101);
        }
    }

    @Test
    void deadServerOfAPoolIsReplaced() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.names.define(
                    "pool.example",
                    SimulatedDaemon.address("192.0.2.1"),
                    SimulatedDaemon.address("192.0.2.2"),
                    SimulatedDaemon.address("192.0.2.3"));
            simulation.addSource(Mode.POOL, "pool.example", 2, 4, 4, true);
            simulation.servers.get(1).setProfile(ServerProfile.silent());

            simulation.run(600);

            assertEquals("192.0.2.1:123", simulation.source(0).address());
            assertEquals("192.0.2.3:123", simulation.source(1).address());
            assertTrue(simulation.source(1).role().used());
        }
    }

    @Test
    void serverOfAPoolThatDeniesIsReplacedAtOnce() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4).setProfile(ServerProfile.kiss("DENY"));
            simulation.addServer(0, 1e-4);
            simulation.names.define(
                    "pool.example", SimulatedDaemon.address("192.0.2.1"), SimulatedDaemon.address("192.0.2.2"));
            simulation.addSource(Mode.POOL, "pool.example", 1, 4, 10, true);

            simulation.run(30);

            assertEquals("192.0.2.2:123", simulation.source(0).address());
            assertTrue(simulation.daemon().snapshotNow().clock().synchronised());
        }
    }

    @Test
    void nameThatResolvesLateIsAskedForAgainUntilThen() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4);
            simulation.addSource(Mode.SERVER, "late.example", 1, 4, 4, true);
            simulation.run(100);
            assertEquals(
                    "names to resolve: late.example",
                    simulation.daemon().snapshotNow().clock().waitingFor());

            simulation.names.define("late.example", SimulatedDaemon.address("192.0.2.1"));
            simulation.run(300);

            assertTrue(simulation.daemon().snapshotNow().clock().synchronised());
        }
    }

    @Test
    void serverFoundUnderTwoNamesHasOneVote() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.addServer(0, 1e-4);
            simulation.addServer(0, 1e-4);
            simulation.names.define("a.example", SimulatedDaemon.address("192.0.2.1"));
            simulation.names.define(
                    "b.example", SimulatedDaemon.address("192.0.2.1"), SimulatedDaemon.address("192.0.2.2"));
            simulation.addSource(Mode.SERVER, "a.example", 1, 4, 4, true);
            simulation.addSource(Mode.POOL, "b.example", 2, 4, 4, true);

            simulation.run(60);

            assertEquals(2, simulation.daemon().snapshotNow().sources().size());
            assertEquals("192.0.2.1:123", simulation.source(0).address());
            assertEquals("192.0.2.2:123", simulation.source(1).address());
        }
    }

    @Test
    void silentServerKeepsTheFirstLockWaitingNoLongerThanItsOwnBurst() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
            }
            simulation.servers.get(1).setProfile(ServerProfile.silent());
            simulation.useServers(6, 6, true);

            simulation.run(11);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertTrue(simulation.daemon().snapshotNow().clock().synchronised());
        }
    }
}
