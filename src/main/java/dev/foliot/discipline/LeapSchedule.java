package dev.foliot.discipline;

import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * When an announced leap second may be handed to the kernel, or to clients. A kernel inserts one at the end of the current UTC day,
 * whichever day that is, so an announcement that comes early, or from a server gone wrong, must wait: leap seconds
 * happen at the end of a month only (ITU-R TF.460-6, section 2.1).
 */
final class LeapSchedule {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long NEAR_NS = 10_000_000_000L;

    private LeapSchedule() {}

    /**
     * What the kernel and clients may be told now.
     *
     * @param announced what the sources announce
     * @param utcNs now, in nanoseconds since the Unix epoch
     */
    static LeapIndicator armed(LeapIndicator announced, long utcNs) {
        if (announced != LeapIndicator.INSERT && announced != LeapIndicator.DELETE) {
            return announced;
        }
        boolean lastOfMonth = date(utcNs).plusDays(1).getDayOfMonth() == 1;
        return lastOfMonth ? announced : LeapIndicator.NONE;
    }

    /** Whether a leap second comes within 10 s, or is running. */
    static boolean near(LeapIndicator announced, long utcNs) {
        boolean today =
                armed(announced, utcNs) == LeapIndicator.INSERT || armed(announced, utcNs) == LeapIndicator.DELETE;
        return today && DAY_NS - Math.floorMod(utcNs, DAY_NS) <= NEAR_NS;
    }

    static boolean sameMonth(long utcNs, long otherUtcNs) {
        return YearMonth.from(date(utcNs)).equals(YearMonth.from(date(otherUtcNs)));
    }

    private static LocalDate date(long utcNs) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(utcNs, 1_000_000_000L)), ZoneOffset.UTC);
    }
}
