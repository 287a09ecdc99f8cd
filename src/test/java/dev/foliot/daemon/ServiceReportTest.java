package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ServiceManager;
import dev.foliot.simulation.Oscillators;
import dev.foliot.time.Frequency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a service manager hears of a daemon, in virtual time. */
class ServiceReportTest {
    private static final double WATCHDOG_S = 2;

    private final List<String> heard = new ArrayList<>();
    private final List<Double> signsS = new ArrayList<>();

    @Test
    void itIsReadyAfterTheFirstTurnAndHasSaidHowItIsDoing() throws Exception {
        run(10);
        assertEquals(List.of("status synchronised: false", "ready"), heard.subList(0, 2));
        assertEquals(0, signsS.get(0), 1e-3, "it does not wait for a server");
        assertEquals(1, heard.stream().filter("ready"::equals).count());
    }

    @Test
    void thatItIsSynchronisedIsSaidWithinATurn() throws Exception {
        run(30);
        assertTrue(heard.contains("status synchronised: true"), heard::toString);
        assertEquals(2, heard.stream().filter(line -> line.startsWith("status")).count(), "nothing is said twice");
    }

    @Test
    void theWatchdogHearsOfItTwiceInItsIntervalHoweverSeldomServersAreAsked() throws Exception {
        run(300);
        assertTrue(signsS.size() > 300 / WATCHDOG_S, signsS::toString);
        for (int i = 1; i < signsS.size(); i++) {
            assertTrue(signsS.get(i) - signsS.get(i - 1) <= WATCHDOG_S / 2, "at " + signsS.get(i));
        }
        assertTrue(signsS.get(signsS.size() - 1) >= 300 - WATCHDOG_S / 2);
    }

    @Test
    void aDaemonThatFailsDoesNotSayThatItWasToldToStop() throws Exception {
        run(10);
        assertFalse(heard.contains("stopping"));
    }

    @Test
    void aDaemonThatIsToldToStopSaysSo() throws Exception {
        try (SimulatedDaemon simulation = simulation()) {
            simulation.run(1);
            simulation.daemon().stop();
            simulation.daemon().run(report(simulation));
        }
        assertEquals(List.of("stopping"), heard);
    }

    /** Ends by a fault of the daemon's own at that time: nothing else ends it from within. */
    private void run(double seconds) throws Exception {
        try (SimulatedDaemon simulation = simulation()) {
            simulation.failsAtS = seconds;
            simulation.run(0);
            assertThrows(IllegalStateException.class, () -> simulation.daemon().run(report(simulation)));
        }
    }

    private static SimulatedDaemon simulation() throws Exception {
        SimulatedDaemon simulation = new SimulatedDaemon(Oscillators.constant(Frequency.ZERO), 0);
        simulation.addServer(0, 1e-5);
        simulation.useServers(6, 6, true);
        return simulation;
    }

    private ServiceReport report(SimulatedDaemon simulation) {
        ServiceManager manager = new ServiceManager() {
            @Override
            public long watchdogNs() {
                return (long) (WATCHDOG_S * 1e9);
            }

            @Override
            public void ready() {
                heard.add("ready");
                signsS.add(simulation.world.nowS());
            }

            @Override
            public void status(String line) {
                heard.add("status " + line);
            }

            @Override
            public void alive() {
                signsS.add(simulation.world.nowS());
            }

            @Override
            public void stopping() {
                heard.add("stopping");
            }
        };
        return new ServiceReport(
                manager, daemon -> "synchronised: " + daemon.clock().synchronised());
    }
}
