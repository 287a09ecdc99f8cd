package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeapSecondsListTest {
    private static final Instant EXPIRY = Instant.parse("2017-06-28T00:00:00Z");
    private static final String LIST = LeapLists.untilJanuary2017(EXPIRY);

    /** The list of IERS of July 2025, without its comments; the hash is theirs. */
    private static final String OF_IERS = """
            #$	3960835200
            #@	3991593600
            2272060800      10      # 1 Jan 1972
            2287785600      11      # 1 Jul 1972
            2303683200      12      # 1 Jan 1973
            2335219200      13      # 1 Jan 1974
            2366755200      14      # 1 Jan 1975
            2398291200      15      # 1 Jan 1976
            2429913600      16      # 1 Jan 1977
            2461449600      17      # 1 Jan 1978
            2492985600      18      # 1 Jan 1979
            2524521600      19      # 1 Jan 1980
            2571782400      20      # 1 Jul 1981
            2603318400      21      # 1 Jul 1982
            2634854400      22      # 1 Jul 1983
            2698012800      23      # 1 Jul 1985
            2776982400      24      # 1 Jan 1988
            2840140800      25      # 1 Jan 1990
            2871676800      26      # 1 Jan 1991
            2918937600      27      # 1 Jul 1992
            2950473600      28      # 1 Jul 1993
            2982009600      29      # 1 Jul 1994
            3029443200      30      # 1 Jan 1996
            3076704000      31      # 1 Jul 1997
            3124137600      32      # 1 Jan 1999
            3345062400      33      # 1 Jan 2006
            3439756800      34      # 1 Jan 2009
            3550089600      35      # 1 Jul 2012
            3644697600      36      # 1 Jul 2015
            3692217600      37      # 1 Jan 2017
            #h	49db2447 571e5e1b 2f002a53 9c8da8e4 39b8e49e
            """;

    @Test
    void theListOfIersIsRead() {
        LeapTable table = LeapSecondsList.parse(OF_IERS);
        assertEquals(28, table.entries().size());
        assertEquals(Instant.parse("2026-06-28T00:00:00Z").getEpochSecond(), table.expiresUtcS());
        assertEquals(37, table.taiOffsetS(ns("2025-09-01T00:00:00Z")));
        assertThrows(
                IllegalArgumentException.class, () -> LeapSecondsList.parse(OF_IERS.replace("      36", "      35")));
    }

    @ParameterizedTest
    @CsvSource({
        "2016-11-30T23:59:59Z, 36, NONE",
        "2016-12-01T00:00:00Z, 36, INSERT",
        "2016-12-31T23:59:59Z, 36, INSERT",
        "2017-01-01T00:00:00Z, 37, NONE",
        "2015-06-15T00:00:00Z, 35, INSERT",
        "1999-01-01T00:00:00Z, 35, NONE"
    })
    void atAnyMomentItTellsTheOffsetAndWhatTheMonthEndsWith(Instant now, int taiOffsetS, LeapIndicator atEnd) {
        LeapTable table = LeapSecondsList.parse(LIST);
        assertEquals(taiOffsetS, table.taiOffsetS(ns(now.toString())));
        assertEquals(atEnd, table.atEndOfMonth(ns(now.toString())));
    }

    @Test
    void aSecondMayBeDeleted() {
        LeapTable table = LeapSecondsList.parse(LeapLists.list(EXPIRY, "2015-07-01 36", "2017-01-01 35"));
        assertEquals(LeapIndicator.DELETE, table.atEndOfMonth(ns("2016-12-31T12:00:00Z")));
    }

    @Test
    void aListIsValidUntilItExpires() {
        LeapTable table = LeapSecondsList.parse(LIST);
        assertTrue(table.validAt(ns("2017-06-27T23:59:59Z")));
        assertFalse(table.validAt(ns("2017-06-28T00:00:00Z")));
    }

    @Test
    void whileTheListIsValidTheSourcesHaveNoSay() {
        LeapPolicy policy = new LeapPolicy();
        long december = ns("2016-12-31T12:00:00Z");
        long march = ns("2017-03-31T12:00:00Z");
        long june = ns("2017-06-30T12:00:00Z");
        assertEquals(LeapIndicator.DELETE, policy.announced(LeapIndicator.DELETE, december, december));
        policy.use(LeapSecondsList.parse(LIST));
        assertEquals(LeapIndicator.INSERT, policy.announced(LeapIndicator.NONE, december, december));
        assertEquals(LeapIndicator.NONE, policy.announced(LeapIndicator.INSERT, march, march));
        assertEquals(LeapIndicator.INSERT, policy.announced(LeapIndicator.INSERT, june, june));
    }

    @Test
    void aDamagedListIsRefusedWithTheReason() {
        assertRefused("its hash (#h) is not that of its numbers", LIST.replace("\t37\t", "\t38\t"));
        assertRefused("it has no hash (#h)", LIST.replace("#h", "#"));
        assertRefused("it does not say when it expires (#@)", LIST.replace("#@", "#"));
        assertRefused("line 4: expected a time", LIST.replace("#@\t", "#@\tx"));
        assertRefused("line 8: expected a time and TAI - UTC", LIST.replace("\t37\t", "\tx\t"));
        assertRefused("it lists nothing", LeapLists.list(EXPIRY));
        assertRefused(
                "TAI - UTC = 38 s does not follow on 36 s", LeapLists.list(EXPIRY, "2015-07-01 36", "2017-01-01 38"));
        assertRefused(
                "TAI - UTC = 36 s does not follow on 37 s", LeapLists.list(EXPIRY, "2017-01-01 37", "2015-07-01 36"));
        assertRefused("line 10: expected a hash of five words", LIST.replaceAll("#h.*", "#h 1 2 3"));
        assertRefused("line 1: expected a time and TAI - UTC", "\0\1\2");
    }

    private static void assertRefused(String reason, String text) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> LeapSecondsList.parse(text));
        assertEquals(reason, refusal.getMessage());
    }

    private static long ns(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
