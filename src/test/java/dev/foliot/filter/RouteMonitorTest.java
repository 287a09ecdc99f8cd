package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
            monitor.see(waiting(), 0, false);
            assertEquals(0, monitor.newRoute(24));
        }
        int needed = 0;
        while (monitor.newRoute(24) == 0) {
            monitor.see(shift + waiting(), 0, true);
            needed++;
        }
        assertTrue(needed <= packets, "seen after " + needed);
        assertEquals(shift, monitor.leastS(Math.min(needed, packets)), 1);
    }

    @Test
    void threeEarlyPacketsAreNoChance() {
        monitor.see(-5, 0, true);
        monitor.see(-4.5, 0, true);
        assertEquals(0, monitor.newRoute(24));
        monitor.see(-4.9, 0, true);
        assertEquals(3, monitor.newRoute(24));
        assertEquals(-5, monitor.leastS(3));
    }

    @Test
    void earlyPacketsThatAreNotInARowAreChance() {
        for (int i = 0; i < 30; i++) {
            monitor.see(i % 3 == 0 ? waiting() : -5, 0, i % 3 != 0);
            assertEquals(0, monitor.newRoute(24));
        }
    }

    /** However long queues become, they are no new route; a false alarm in so many packets would be a coincidence. */
    @ParameterizedTest
    @CsvSource({"1", "10", "1000"})
    void congestionIsNoNewRoute(double scale) {
        int alarms = 0;
        for (int i = 0; i < 5000; i++) {
            monitor.see(scale * waiting(), 0, scale > 5);
            if (monitor.newRoute(24) != 0) {
                alarms++;
                monitor.clear();
            }
        }
        assertTrue(alarms <= 1, alarms + " false alarms");
    }

    /** What was expected was a guess: that all packets are late by the same time is an error of the guess. */
    @Test
    void aShiftWithinWhatWasUncertainIsNoNewRoute() {
        for (int i = 0; i < 24; i++) {
            monitor.see(20 + waiting(), 10, true);
            assertEquals(0, monitor.newRoute(24));
        }
    }

    @Test
    void aNewRouteTakesNoMorePacketsThanAreRemembered() {
        for (int i = 0; i < 24; i++) {
            monitor.see(1.2 + waiting(), 0, true);
        }
        assertEquals(0, monitor.newRoute(23));
        assertEquals(24, monitor.newRoute(24));
    }

    @Test
    void whatQueuesDoIsNotConstant() {
        for (int i = 0; i < 12; i++) {
            monitor.see(-0.5 + 10 * waiting(), 0, true);
        }
        assertFalse(monitor.constant(12));
        for (int i = 0; i < 12; i++) {
            monitor.see(-5 + waiting(), 0, true);
        }
        assertTrue(monitor.constant(12));
    }

    private double waiting() {
        return -Math.log(1 - random.nextDouble());
    }
}
