package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    private static final long START_NS = 1_000_000_000_000L;
    private static final double DAY_S = 86_400;

    private final KeySchedule schedule = new KeySchedule(START_NS);
    private double nowS;

    @Test
    void triesAreTenSecondsApartAtFirstAndHalfAsMuchMoreEachTimeUpToFiveDays() {
        assertEquals(0, nextS());
        fail(true);
        assertEquals(10, nextS());
        fail(true);
        assertEquals(10 + 15, nextS());
        fail(true);
        assertEquals(10 + 15 + 22.5, nextS());
        for (int i = 0; i < 40; i++) {
            fail(true);
        }
        assertEquals(5 * DAY_S, nextS() - nowS);
    }

    @Test
    void whereNobodyAnswersThePausesStayShort() {
        for (int i = 0; i < 40; i++) {
            fail(false);
        }
        assertEquals(1024, nextS() - nowS);
    }

    @Test
    void aNetworkThatWasAwayForDaysDoesNotMakeAServerWait() {
        for (int i = 0; i < 200; i++) {
            fail(false);
        }
        fail(true);
        assertEquals(10, nextS() - nowS);
        fail(false);
        assertEquals(10, nextS() - nowS);
    }

    @Test
    void keysAreUsedForFourWeeks() {
        agree();
        assertEquals(28 * DAY_S, nextS() - nowS);
    }

    @Test
    void keysThatAnEarlierRunAgreedOnAreUsedForWhatIsLeftOfThat() {
        begin();
        schedule.agreed(nowNs(), Math.round(27 * DAY_S * 1e9));
        assertEquals(DAY_S, nextS() - nowS);
    }

    @Test
    void nobodyWasAskedForKeysThatWereKeptSoOthersMayBeAskedForAtOnce() {
        begin();
        schedule.agreed(nowNs(), 1);
        schedule.renew(nowNs());
        assertEquals(0, nextS());
        agree();
        schedule.renew(nowNs());
        assertEquals(10, nextS());
    }

    @Test
    void keysThatDoAfterAllAreUsedForAsLong() {
        agree();
        nowS += 1;
        schedule.renew(nowNs());
        assertEquals(10, nextS());
        schedule.suffices();
        assertEquals(28 * DAY_S, nextS());
    }

    @Test
    void keysThatAreTooOldAreReplacedHoweverWellTheyDo() {
        agree();
        fail(true);
        schedule.suffices();
        assertEquals(15, nextS() - nowS);
    }

    @Test
    void keysThatAreRefusedAtOnceDoNotEndThePauses() {
        for (int i = 0; i < 10; i++) {
            agree();
            schedule.renew(nowNs());
        }
        assertTrue(nextS() - nowS > 300, () -> "the next after " + (nextS() - nowS) + " s");
    }

    @Test
    void keysThatHaveProvedAReplyEndThem() {
        for (int i = 0; i < 10; i++) {
            fail(true);
        }
        agree();
        schedule.proved();
        nowS += 100;
        schedule.renew(nowNs());
        assertEquals(nowS, nextS(), "at once");
        fail(true);
        assertEquals(10, nextS() - nowS);
    }

    /** Whoever lets one reply through, and then refuses the keys, does not make us exchange them all the time. */
    @Test
    void keysThatHaveProvedAReplyAreReplacedAfterTenSecondsAtTheEarliest() {
        agree();
        schedule.proved();
        nowS += 2;
        schedule.renew(nowNs());
        assertEquals(10, nextS());
    }

    @Test
    void aReplyWhileAnExchangeIsUnderWayDoesNotEndThePauses() {
        for (int i = 0; i < 5; i++) {
            agree();
            schedule.renew(nowNs());
        }
        begin();
        schedule.proved();
        schedule.failed(nowNs(), true);
        assertEquals(10 * Math.pow(1.5, 5), nextS() - nowS, 1e-6);
    }

    @Test
    void aReplyUnderOldKeysDoesNotEndThePausesBetweenTriesToGetNewOnes() {
        agree();
        schedule.proved();
        for (int i = 0; i < 5; i++) {
            fail(true);
            schedule.proved();
        }
        assertEquals(10 * Math.pow(1.5, 4), nextS() - nowS, 1e-6);
    }

    @Test
    void nothingBeginsWhileAnExchangeIsUnderWay() {
        schedule.begun(nowNs());
        schedule.renew(nowNs());
        assertEquals(Long.MAX_VALUE, schedule.deadlineNs());
    }

    private void fail(boolean reached) {
        begin();
        schedule.failed(nowNs(), reached);
    }

    private void agree() {
        begin();
        schedule.agreed(nowNs(), 0);
    }

    /** At the next time that the schedule allows. */
    private void begin() {
        nowS = Math.max(nowS, nextS());
        schedule.begun(nowNs());
    }

    private double nextS() {
        return (schedule.deadlineNs() - START_NS) * 1e-9;
    }

    private long nowNs() {
        return START_NS + Math.round(nowS * 1e9);
    }
}
