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
        assertEquals(0, estimate.leadNs(true));
        assertEquals(0, estimate.leadNs(false));
        assertEquals(0, estimate.paceNs());
    }

    @Test
    void leadComesNearTheShortestDelayAndHardlyEverBeyond() {
        settle(3000);
        int tooLate = 0;
        for (int i = 0; i < 3000; i++) {
            long delayNs = delayNs(3000, 800);
            tooLate += estimate.leadNs(true) > delayNs ? 1 : 0;
            estimate.left(delayNs);
        }

        assertEquals(3000, estimate.leadNs(true), 300);
        assertTrue(tooLate < 60, tooLate + " of 3000 transmit timestamps were too late");
    }

    @Test
    void aFewStampsAreNoReasonToSayLater() {
        for (int i = 0; i < 15; i++) {
            estimate.left(900_000);
        }

        assertEquals(0, estimate.leadNs(true));
    }

    @Test
    void leadIsKnownAfterASecondOfStamps() {
        for (int i = 0; i < 16; i++) {
            estimate.left(20_000 + random.nextInt(200));
        }

        assertEquals(20_000, estimate.leadNs(true), 200);
    }

    @Test
    void leadFollowsWhatChanges() {
        settle(20_000);
        assertEquals(20_000, estimate.leadNs(true), 400);

        settle(2_000);
        assertEquals(2_000, estimate.leadNs(true), 400);
    }

    /** With a stamp a call takes 2000 ns longer, of which three quarters count. */
    @Test
    void whatIsNotStampedLeavesSooner() {
        settle(5000);
        assertEquals(0, estimate.leadNs(false), "as long as nothing tells how much sooner");
        for (int i = 0; i < 17; i++) {
            estimate.sent(1, true, delayNs(9000, 100));
            for (int j = 0; j < 20; j++) {
                estimate.sent(1, false, delayNs(7000, 2000));
            }
        }

        assertEquals(5000, estimate.leadNs(true), 200);
        assertEquals(3500, estimate.leadNs(false), 300);
    }

    @Test
    void stampsThatCostNothingMakeNoDifference() {
        settle(5000);
        for (int i = 0; i < 17; i++) {
            estimate.sent(1, false, 7000);
            estimate.sent(1, true, 6900);
        }

        assertEquals(estimate.leadNs(true), estimate.leadNs(false));
    }

    private void settle(int delayNs) {
        for (int i = 0; i < 1000; i++) {
            estimate.left(delayNs + random.nextInt(200));
        }
    }

    @Test
    void lossOfTheProcessorTeachesNothing() {
        settle(3000);
        int before = estimate.leadNs(true);
        for (int i = 0; i < 1000; i++) {
            estimate.left(40_000_000);
            estimate.left(-40_000_000);
            estimate.sent(8, false, 4_000_000_000L);
            estimate.sent(8, false, -1);
        }

        assertEquals(before, estimate.leadNs(true));
        assertEquals(0, estimate.paceNs());
    }

    @Test
    void leadStaysWithinItsRange() {
        for (int i = 0; i < 1000; i++) {
            estimate.left(-900_000);
        }
        assertEquals(0, estimate.leadNs(true));
        for (int i = 0; i < 1000; i++) {
            estimate.left(DepartureEstimate.LONGEST_NS);
        }
        assertEquals(DepartureEstimate.LONGEST_NS, estimate.leadNs(true));
    }

    @Test
    void paceIsThatOfTheQuickCalls() {
        for (int i = 0; i < 5000; i++) {
            int count = 2 + random.nextInt(63);
            estimate.sent(count, false, count * delayNs(2500, 400));
        }

        assertEquals(2500, estimate.paceNs(), 100);
    }

    @Test
    void paceRisesWhenAllCallsTakeLonger() {
        estimate.sent(10, false, 10_000);
        for (int i = 0; i < 1000; i++) {
            estimate.sent(10, false, 50_000);
        }

        assertEquals(5000, estimate.paceNs(), 50);
    }

    @Test
    void oneDatagramTellsNothingOfThePace() {
        estimate.sent(1, false, 10_000);
        estimate.sent(0, false, 10_000);

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
