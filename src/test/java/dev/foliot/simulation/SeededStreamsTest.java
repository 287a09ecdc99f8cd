package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeededStreamsTest {
    private static final int COUNT = 200_000;

    @Test
    void sameSeedGivesTheSameNumbersOnEveryJvm() {
        SeededStreams streams = new SeededStreams(42);

        assertEquals(0.5928260530359553, streams.uniform().next(0));
        assertEquals(-1.242254661304548, streams.normal().next(0));
        assertEquals(0.5408898696327592, streams.exponential().next(0));
    }

    @Test
    void otherSeedGivesOtherNumbers() {
        assertNotEquals(
                new SeededStreams(1).uniform().next(0),
                new SeededStreams(2).uniform().next(0));
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        SeededStreams streams = new SeededStreams(1);

        assertMoments(streams.uniform(), 0.5, 1 / 12.0, 1 / 80.0);
        assertMoments(streams.exponential(), 1, 1, 9);
        assertMoments(streams.normal(), 0, 1, 3);
    }

    @Test
    void streamsOfOneSeedAreUncorrelated() {
        SeededStreams streams = new SeededStreams(1);
        Signal first = streams.normal();
        Signal second = streams.normal();
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += first.next(i) * second.next(i);
        }
        assertTrue(Math.abs(sum) < 4 * Math.sqrt(COUNT), "correlation " + sum / COUNT);
    }

    /** Mean and variance within four standard deviations of their estimates. */
    private static void assertMoments(Signal signal, double mean, double variance, double fourthMoment) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            double deviation = signal.next(i) - mean;
            sum += deviation;
            squares += deviation * deviation;
        }
        assertEquals(0, sum / COUNT, 4 * Math.sqrt(variance / COUNT));
        assertEquals(variance, squares / COUNT, 4 * Math.sqrt((fourthMoment - variance * variance) / COUNT));
    }
}
