package dev.foliot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DepartureEstimateTest {
    private final DepartureEstimate estimate = new DepartureEstimate();
    private final Random random = new Random(1);

    @Test
    void nothingIsAddedBeforeAnythingIsKnown() {
        assertEquals(0, estimate.leadNs());
        assertEquals(0, estimate.paceNs());
    }

    @Test
    void leadComesNearTheShortestDelayAndHardlyEverBeyond() {
        int tooLate = 0;
        for (int i = 0; i < 3000; i++) {
            long delayNs = delayNs(3000, 800);
            tooLate += estimate.leadNs() > delayNs + 100 ? 1 : 0;
            estimate.left(delayNs - estimate.leadNs());
        }

        assertEquals(3000, estimate.leadNs(), 200);
        assertTrue(tooLate < 150, tooLate + " of 3000 transmit timestamps were too late by more than 100 ns");
    }

    @Test
    void oneStampIsNoReasonToSayMuchLater() {
        estimate.left(900_000);

        assertTrue(estimate.leadNs() < 10, () -> "after one stamp: " + estimate.leadNs());
    }

    @Test
    void leadIsKnownAfterASecondOfStamps() {
        for (int i = 0; i < 16; i++) {
            estimate.left(20_000 + random.nextInt(200) - estimate.leadNs());
        }

        assertEquals(20_000, estimate.leadNs(), 200);
    }

    @Test
    void leadFollowsWhatChanges() {
        settle(20_000);
        assertEquals(20_000, estimate.leadNs(), 400);

        settle(2_000);
        assertEquals(2_000, estimate.leadNs(), 400);
    }

    private void settle(int delayNs) {
        for (int i = 0; i < 1000; i++) {
            estimate.left(delayNs + random.nextInt(200) - estimate.leadNs());
        }
    }

    @Test
    void lossOfTheProcessorTeachesNothing() {
        settle(3000);
        int before = estimate.leadNs();
        for (int i = 0; i < 1000; i++) {
            estimate.left(40_000_000);
            estimate.left(-40_000_000);
            estimate.sent(8, 4_000_000_000L);
            estimate.sent(8, -1);
        }

        assertEquals(before, estimate.leadNs());
        assertEquals(0, estimate.paceNs());
    }

    @Test
    void leadStaysWithinItsRange() {
        for (int i = 0; i < 1000; i++) {
            estimate.left(-900_000);
        }
        assertEquals(0, estimate.leadNs());
        for (int i = 0; i < 100_000; i++) {
            estimate.left(900_000);
        }
        assertEquals(DepartureEstimate.LONGEST_NS, estimate.leadNs(), 1);
    }

    @Test
    void paceIsThatOfTheQuickCalls() {
        for (int i = 0; i < 5000; i++) {
            int count = 2 + random.nextInt(63);
            estimate.sent(count, count * delayNs(2500, 400));
        }

        assertEquals(2500, estimate.paceNs(), 100);
    }

    @Test
    void paceRisesWhenAllCallsTakeLonger() {
        estimate.sent(10, 10_000);
        for (int i = 0; i < 1000; i++) {
            estimate.sent(10, 50_000);
        }

        assertEquals(5000, estimate.paceNs(), 50);
    }

    @Test
    void oneDatagramTellsNothingOfThePace() {
        estimate.sent(1, 10_000);
        estimate.sent(0, 10_000);

        assertEquals(0, estimate.paceNs());
    }

    @Test
    void stampsAreWantedNowAndThen() {
        assertTrue(estimate.wantsStamp(1000));
        assertFalse(estimate.wantsStamp(1000 + DepartureEstimate.STAMP_INTERVAL_NS - 1));
        assertTrue(estimate.wantsStamp(1000 + DepartureEstimate.STAMP_INTERVAL_NS));
        assertFalse(estimate.wantsStamp(1001 + DepartureEstimate.STAMP_INTERVAL_NS));
    }

    /** Never less than the shortest, and a tail. */
    private long delayNs(int shortestNs, int meanOfTheRestNs) {
        return shortestNs + (long) (-Math.log(1 - random.nextDouble()) * meanOfTheRestNs);
    }
}
