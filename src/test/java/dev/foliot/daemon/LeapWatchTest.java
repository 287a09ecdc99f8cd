package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeapWatchTest {
    private static final long S = 1_000_000_000L;
    private static final long TOLERANCE_NS = 10_000_000L;
    private static final long MIDNIGHT_NS =
            Instant.parse("2017-01-01T00:00:00Z").getEpochSecond() * S;

    private final LeapWatch watch = new LeapWatch();

    @Test
    void jumpBackAtTheEndOfTheDayIsTheSecondInserted() {
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - 3600 * S);
        assertEquals(MIDNIGHT_NS, watch.dueUtcNs());
        assertTrue(watch.explains(-S, MIDNIGHT_NS - S, TOLERANCE_NS));
        assertTrue(watch.explains(-S + 1000, MIDNIGHT_NS + 9 * S, TOLERANCE_NS), "noticed late");
    }

    @Test
    void jumpForwardBeforeTheLastSecondIsTheOneDeleted() {
        watch.arm(LeapIndicator.DELETE, MIDNIGHT_NS - 3600 * S);
        assertEquals(MIDNIGHT_NS - S, watch.dueUtcNs());
        assertTrue(watch.explains(S, MIDNIGHT_NS, TOLERANCE_NS));
    }

    @Test
    void otherJumpsAreSomebodyElses() {
        assertFalse(watch.explains(-S, MIDNIGHT_NS, TOLERANCE_NS), "nothing announced");
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - 3600 * S);
        assertFalse(watch.explains(S, MIDNIGHT_NS, TOLERANCE_NS), "the wrong way");
        assertFalse(watch.explains(-S + 2 * TOLERANCE_NS, MIDNIGHT_NS, TOLERANCE_NS), "not a second");
        assertFalse(watch.explains(-S, MIDNIGHT_NS - 1800 * S, TOLERANCE_NS), "half an hour early");
        watch.disarm();
        assertFalse(watch.explains(-S, MIDNIGHT_NS, TOLERANCE_NS), "made already");
    }

    /** The second that is inserted by setting the clock back ends with the same midnight once more. */
    @Test
    void leapThatWasMadeIsNotTakenAgainUntilItsAnnouncementHasGone() {
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - 3600 * S);
        watch.disarm();
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - S / 2);
        assertEquals(0, watch.jumpNs());
        watch.arm(LeapIndicator.UNSYNCHRONISED, MIDNIGHT_NS - S / 3);
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - S / 4);
        assertEquals(Long.MAX_VALUE, watch.dueUtcNs());

        watch.arm(LeapIndicator.NONE, MIDNIGHT_NS + 60 * S);
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS + 3600 * S);
        assertEquals(-S, watch.jumpNs());
    }

    @Test
    void announcementTakenBackIsForgotten() {
        watch.arm(LeapIndicator.INSERT, MIDNIGHT_NS - 3600 * S);
        watch.arm(LeapIndicator.NONE, MIDNIGHT_NS - 1800 * S);
        assertEquals(0, watch.jumpNs());
        assertEquals(Long.MAX_VALUE, watch.dueUtcNs());
    }
}
