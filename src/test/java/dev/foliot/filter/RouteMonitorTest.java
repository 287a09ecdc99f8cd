package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteMonitorTest {
    private final RouteMonitor monitor = new RouteMonitor();
    private final Random random = new Random(1);

    /** In units of the mean wait in queues. */
    @ParameterizedTest
    @CsvSource({"20, 6", "4, 12", "1.5, 24"})
    void aShiftIsSeenTheSoonerTheLargerItIs(double shift, int packets) {
        for (int i = 0; i < 50; i++) {
            monitor.see(waiting(), false);
            assertEquals(0, monitor.newRoute());
        }
        int needed = 0;
        while (monitor.newRoute() == 0) {
            monitor.see(shift + waiting(), true);
            needed++;
        }
        assertTrue(needed <= packets, "seen after " + needed);
        assertEquals(shift, monitor.leastS(Math.min(needed, packets)), 1);
    }

    @Test
    void threeEarlyPacketsAreNoChance() {
        monitor.see(-5, true);
        monitor.see(-4.5, true);
        assertEquals(0, monitor.newRoute());
        monitor.see(-4.9, true);
        assertEquals(3, monitor.newRoute());
        assertEquals(-5, monitor.leastS(3));
    }

    @Test
    void earlyPacketsThatAreNotInARowAreChance() {
        for (int i = 0; i < 30; i++) {
            monitor.see(i % 3 == 0 ? waiting() : -5, i % 3 != 0);
            assertEquals(0, monitor.newRoute());
        }
    }

    /** However long queues become, they are no new route; a false alarm in so many packets would be a coincidence. */
    @ParameterizedTest
    @CsvSource({"1", "10", "1000"})
    void congestionIsNoNewRoute(double scale) {
        int alarms = 0;
        for (int i = 0; i < 5000; i++) {
            monitor.see(scale * waiting(), scale > 5);
            if (monitor.newRoute() != 0) {
                alarms++;
                monitor.clear();
            }
        }
        assertTrue(alarms <= 1, alarms + " false alarms");
    }

    private double waiting() {
        return -Math.log(1 - random.nextDouble());
    }
}
