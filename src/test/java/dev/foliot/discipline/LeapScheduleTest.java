package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeapScheduleTest {
    private static final long S = 1_000_000_000L;
    private static final long YEAR_2225_S = 8_046_950_400L;

    @ParameterizedTest
    @CsvSource({
        "1972-06-30T00:00:00Z, true",
        "2016-12-30T23:59:59.999999999Z, false",
        "2016-12-31T00:00:00Z, true",
        "2016-12-31T23:59:59.999999999Z, true",
        "2017-01-01T00:00:00Z, false",
        "2024-02-28T12:00:00Z, false",
        "2024-02-29T12:00:00Z, true",
        "2023-02-28T12:00:00Z, true",
        "2100-02-28T12:00:00Z, true",
        "1969-12-31T23:59:59.5Z, true",
        "1970-01-01T00:00:00Z, false"
    })
    void leapSecondsAreArmedOnTheLastDayOfAMonth(Instant now, boolean armed) {
        long utcNs = now.getEpochSecond() * S + now.getNano();
        for (LeapIndicator leap : new LeapIndicator[] {LeapIndicator.INSERT, LeapIndicator.DELETE}) {
            assertEquals(armed ? leap : LeapIndicator.NONE, LeapSchedule.armed(leap, utcNs));
        }
    }

    @Property
    void onNoOtherDay(@ForAll @LongRange(min = 0, max = YEAR_2225_S) long utcS) {
        Calendar day = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        day.setTimeInMillis(utcS * 1000);
        boolean last = day.get(Calendar.DAY_OF_MONTH) == day.getActualMaximum(Calendar.DAY_OF_MONTH);
        assertEquals(
                last ? LeapIndicator.DELETE : LeapIndicator.NONE, LeapSchedule.armed(LeapIndicator.DELETE, utcS * S));
    }

    @ParameterizedTest
    @CsvSource({"NONE", "UNSYNCHRONISED"})
    void whatAnnouncesNoLeapSecondPassesAnyDay(LeapIndicator leap) {
        assertEquals(leap, LeapSchedule.armed(leap, 1_483_142_400L * S));
        assertEquals(leap, LeapSchedule.armed(leap, 1_483_000_000L * S));
    }
}
