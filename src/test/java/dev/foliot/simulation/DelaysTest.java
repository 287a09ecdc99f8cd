package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DelaysTest {
    private static final int COUNT = 100_000;

    @Test
    void exponentialDelayHasItsBaseMeanAndSpread() {
        Signal delay = Delays.exponential(new SeededStreams(1), 0.010, 0.001);
        double sum = 0;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < COUNT; i++) {
            double queueing = delay.next(i) - 0.010;
            min = Math.min(min, queueing);
            sum += queueing;
            squares += queueing * queueing;
        }
        assertTrue(min >= 0 && min < 1e-6, "shortest queueing time " + min);
        assertEquals(0.001, sum / COUNT, 4 * 0.001 / Math.sqrt(COUNT));
        assertEquals(2e-6, squares / COUNT, 4 * 1e-6 * Math.sqrt(20.0 / COUNT));
    }

    @Test
    void normalDelayHasItsMeanAndSpread() {
        Signal delay = Delays.normal(new SeededStreams(1), 0.020, 0.001);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            double deviation = delay.next(i) - 0.020;
            sum += deviation;
            squares += deviation * deviation;
        }
        assertEquals(0, sum / COUNT, 4 * 0.001 / Math.sqrt(COUNT));
        assertEquals(1e-6, squares / COUNT, 4 * 1e-6 * Math.sqrt(2.0 / COUNT));
    }

    @Test
    void lossyPathLosesItsShareOfPackets() {
        SeededStreams streams = new SeededStreams(1);
        Signal delay = Delays.lossy(Delays.constant(0.01), streams, 0.3);
        int lost = 0;
        for (int i = 0; i < COUNT; i++) {
            lost += delay.next(i) <= 0 ? 1 : 0;
        }
        assertEquals(0.3, lost / (double) COUNT, 4 * Math.sqrt(0.3 * 0.7 / COUNT));
    }

    @Test
    void outageLosesEverythingWhileItLasts() {
        Signal delay = Delays.outage(Delays.constant(0.01), 100, 200);

        assertEquals(0.01, delay.next(99.999));
        assertTrue(delay.next(100) < 0);
        assertTrue(delay.next(199.999) < 0);
        assertEquals(0.01, delay.next(200));
    }

    @Test
    void lossDoesNotDisturbTheStreamOfDelays() {
        Signal plain = Delays.exponential(new SeededStreams(9), 0.01, 0.001);
        SeededStreams streams = new SeededStreams(9);
        Signal lossy = Delays.lossy(Delays.exponential(streams, 0.01, 0.001), streams, 0.5);
        for (int i = 0; i < 100; i++) {
            double expected = plain.next(i);
            double drawn = lossy.next(i);
            assertTrue(drawn == expected || drawn < 0, "packet " + i);
        }
    }
}
