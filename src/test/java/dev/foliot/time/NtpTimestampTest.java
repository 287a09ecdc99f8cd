package dev.foliot.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instants come from {@code java.time}, which counts days and seconds by other means. */
class NtpTimestampTest {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long ERA_S = 1L << 32;
    /** 291 years on either side of 1970: nearly all that 64 bits of nanoseconds hold. */
    private static final long MAX_NS = 9_200_000_000L * NS_PER_S;

    private static final long HALF_ERA_NS = (1L << 31) * NS_PER_S;

    @ParameterizedTest
    @CsvSource({
        // RFC 5905, figure 4: era and era offset of days in history
        "1899-12-31T00:00:00Z, 4294880896",
        "1900-01-01T00:00:01Z, 1",
        "1970-01-01T00:00:00Z, 2208988800",
        "1972-01-01T00:00:00Z, 2272060800",
        "1999-12-31T00:00:00Z, 3155587200",
        "2036-02-08T00:00:00Z, 63104",
        // the ends of eras 0 and 1, and their middles
        "1968-01-20T03:14:08Z, 2147483648",
        "2036-02-07T06:28:15Z, 4294967295",
        "2036-02-07T06:28:17Z, 1",
        "2104-02-26T09:42:23Z, 2147483647",
        "2104-02-26T09:42:24Z, 2147483648",
        "2172-03-15T12:56:31Z, 4294967295",
        "2172-03-15T12:56:33Z, 1",
    })
    void countsTheSecondsOfAnEra(Instant instant, long eraOffset) {
        long unixNs = instant.getEpochSecond() * NS_PER_S;

        assertEquals(eraOffset << 32, NtpTimestamp.fromUnixNs(unixNs));
        assertEquals(unixNs, NtpTimestamp.toUnixNs(eraOffset << 32, unixNs));
        assertEquals(unixNs, NtpTimestamp.toUnixNs(eraOffset << 32, unixNs + HALF_ERA_NS - NS_PER_S));
        assertEquals(unixNs, NtpTimestamp.toUnixNs(eraOffset << 32, unixNs - HALF_ERA_NS + NS_PER_S));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 0",
        "00000001, 0", // 0.23 ns
        "00000002, 0", // 0.47 ns
        "00000003, 1", // 0.70 ns
        "40000000, 250000000",
        "80000000, 500000000",
        "fffffffd, 999999999", // 0.30 ns before the second
        "fffffffe, 1000000000",
        "ffffffff, 1000000000",
    })
    void roundsTheFractionToTheNearestNanosecond(String fraction, long ns) {
        long second = 3_950_000_000L;
        long timestamp = second << 32 | Long.parseLong(fraction, 16);
        long unixNs = (second - NtpTimestamp.UNIX_EPOCH_S) * NS_PER_S;

        assertEquals(unixNs + ns, NtpTimestamp.toUnixNs(timestamp, unixNs));
    }

    @ParameterizedTest
    @CsvSource({"0, 00000000", "1, 00000004", "2, 00000008", "500000000, 80000000", "999999999, fffffffb"})
    void roundsTheFractionDown(long ns, String fraction) {
        long unixNs = 1_800_000_000L * NS_PER_S + ns;

        assertEquals(Long.parseLong(fraction, 16), NtpTimestamp.fromUnixNs(unixNs) & 0xffff_ffffL);
    }

    @ParameterizedTest
    @CsvSource({"1900-01-01T00:00:00Z", "2036-02-07T06:28:16Z", "2172-03-15T12:56:32Z"})
    void theFirstInstantOfAnEraIsNotUnknown(Instant instant) {
        long unixNs = instant.getEpochSecond() * NS_PER_S;
        long timestamp = NtpTimestamp.fromUnixNs(unixNs);

        assertNotEquals(NtpTimestamp.UNKNOWN, timestamp);
        assertEquals(unixNs, NtpTimestamp.toUnixNs(timestamp, unixNs));
        assertTrue(Long.compareUnsigned(timestamp, NtpTimestamp.fromUnixNs(unixNs + 1)) < 0);
    }

    @Test
    void crossesAnEraBoundaryByASingleNanosecond() {
        long boundaryNs = Instant.parse("2036-02-07T06:28:16Z").getEpochSecond() * NS_PER_S;
        long last = NtpTimestamp.fromUnixNs(boundaryNs - 1);
        long second = NtpTimestamp.fromUnixNs(boundaryNs + 1);

        assertEquals(0xffff_ffff_ffff_fffbL, last);
        assertEquals(4, second);
        for (long pivotNs : new long[] {boundaryNs - 1, boundaryNs, boundaryNs + 1}) {
            assertEquals(boundaryNs - 1, NtpTimestamp.toUnixNs(last, pivotNs));
            assertEquals(boundaryNs + 1, NtpTimestamp.toUnixNs(second, pivotNs));
        }
    }

    @Property
    void agreesWithJavaTime(@ForAll("instants") long unixNs) {
        Instant instant = Instant.EPOCH.plusNanos(unixNs);
        long sinceEpochOfNtp =
                instant.getEpochSecond() - Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

        long timestamp = NtpTimestamp.fromUnixNs(unixNs);

        assertEquals(Math.floorMod(sinceEpochOfNtp, ERA_S), timestamp >>> 32);
        double fractionNs = (timestamp & 0xffff_ffffL) * (NS_PER_S / (double) ERA_S);
        assertEquals(instant.getNano(), fractionNs, 0.24);
    }

    @Property
    void comesBackToTheNanosecondFromAnyPivotWithinHalfAnEra(
            @ForAll("instants") long unixNs, @ForAll("withinHalfAnEra") long pivotAwayNs) {
        assertEquals(unixNs, NtpTimestamp.toUnixNs(NtpTimestamp.fromUnixNs(unixNs), unixNs + pivotAwayNs));
    }

    /**
     * Whatever the wire says, the result is less than half an era from the pivot, and stands for the same timestamp.
     */
    @Property
    void anyTimestampIsNearThePivot(@ForAll long timestamp, @ForAll("instants") long pivotNs) {
        long unixNs = NtpTimestamp.toUnixNs(timestamp, pivotNs);

        assertTrue(Math.abs(unixNs - pivotNs) <= HALF_ERA_NS + NS_PER_S);
        long again = NtpTimestamp.fromUnixNs(unixNs);
        // 0.5 ns of rounding on the way there, 0.23 ns on the way back: 2.2 and 1 units
        assertTrue(Math.abs(again - timestamp) <= 4, () -> Long.toHexString(again));
    }

    @Property
    void keepsTheOrderOfInstants(
            @ForAll("instants") long unixNs,
            @ForAll @LongRange(min = 1, max = 2_147_483_646_000_000_000L) long laterNs) {
        long difference = NtpTimestamp.fromUnixNs(unixNs + laterNs) - NtpTimestamp.fromUnixNs(unixNs);

        assertTrue(difference > 0, "as signed 64-bit difference, modulo the era");
        assertEquals((double) laterNs, difference / (double) ERA_S * NS_PER_S, 0.5 + laterNs * 1e-15);
    }

    @Provide
    Arbitrary<Long> instants() {
        Arbitrary<Long> any = Arbitraries.longs().between(HALF_ERA_NS - MAX_NS, MAX_NS - HALF_ERA_NS);
        return Arbitraries.oneOf(
                any,
                near("1900-01-01T00:00:00Z"),
                near("1970-01-01T00:00:00Z"),
                near("2036-02-07T06:28:16Z"),
                near("2104-02-26T09:42:24Z"),
                near("2172-03-15T12:56:32Z"));
    }

    @Provide
    Arbitrary<Long> withinHalfAnEra() {
        return Arbitraries.longs().between(-HALF_ERA_NS + NS_PER_S, HALF_ERA_NS - NS_PER_S);
    }

    private static Arbitrary<Long> near(String instant) {
        long unixNs = Instant.parse(instant).getEpochSecond() * NS_PER_S;
        return Arbitraries.longs().between(unixNs - 2 * NS_PER_S, unixNs + 2 * NS_PER_S);
    }
}
