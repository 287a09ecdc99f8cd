package dev.foliot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SealingEstimateTest {
    private final SealingEstimate estimate = new SealingEstimate();
    private final Random random = new Random(1);

    private void settle(int shortestNs) {
        for (int i = 0; i < 300; i++) {
            estimate.took(shortestNs + random.nextInt(200));
        }
    }

    @Test
    void nothingIsExpectedBeforeAnythingIsKnown() {
        assertEquals(0, estimate.expectedNs());
    }

    @Test
    void aQuarterTakesLess() {
        settle(2000);
        int shorter = 0;
        for (int i = 0; i < 10_000; i++) {
            long tookNs = 2000 + (long) (-Math.log(1 - random.nextDouble()) * 1000);
            shorter += tookNs < estimate.expectedNs() ? 1 : 0;
            estimate.took(tookNs);
        }

        assertEquals(2500, shorter, 500);
    }

    @Test
    void whatIsCompiledIsFasterAtOnce() {
        settle(80_000);
        assertEquals(80_050, estimate.expectedNs(), 200);
        for (int i = 0; i < 64; i++) {
            estimate.took(3000 + random.nextInt(200));
        }

        assertEquals(3100, estimate.expectedNs(), 400);
    }

    @Test
    void itGrowsWhenAllTakeLonger() {
        settle(2000);
        settle(6000);

        assertEquals(6050, estimate.expectedNs(), 400);
    }

    @Test
    void lossOfTheProcessorTeachesNothing() {
        settle(2000);
        int before = estimate.expectedNs();
        for (int i = 0; i < 1000; i++) {
            estimate.took(40_000_000);
            estimate.took(-1);
        }

        assertEquals(before, estimate.expectedNs());
        assertTrue(before <= SealingEstimate.LONGEST_NS);
    }
}
