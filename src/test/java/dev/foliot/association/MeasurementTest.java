package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.Sample;
import dev.foliot.time.ClockReading;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.PollExponent;
import dev.foliot.time.Stamp;
import dev.foliot.time.StampSource;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From four timestamps to a sample (RFC 5905, section 8). */
class MeasurementTest {
    private static final long S = 1_000_000_000L;
    private static final long NONCE = 0xFEDC_BA98_7654_3210L;
    private static final double YEAR_S = 31_556_952;

    /** How much our clock's time of day differs from the monotonic scale here. */
    private static final long UTC_MINUS_MONOTONIC_NS = 1_700_000_000L * S;

    @Test
    void anExchangeByHand() {
        // T1 = 100.000, T2 = 110.020, T3 = 110.021, T4 = 100.061 seconds after the same moment.
        long base = 1_790_000_000L * S;
        Stamp sent = new Stamp(base + 100 * S, StampSource.KERNEL, 10);
        Stamp arrived = new Stamp(base + 100_061_000_000L, StampSource.HARDWARE, 20);
        Reply reply = new Reply(NONCE, base + 110_020_000_000L, base + 110_021_000_000L);
        reply.precision = -20;
        reply.leap = LeapIndicator.DELETE;
        reply.stratum = 3;
        reply.rootDelayS = 0.5;
        reply.rootDispersionS = 0.25;
        reply.referenceId = 0x7F00_0001;
        long readNs = arrived.utcNs() + 5_000_000;

        Sample sample = exchange(sent, reply, arrived, new ClockReading(readNs, readNs - UTC_MINUS_MONOTONIC_NS));

        assertEquals((10.020 + 9.960) / 2, sample.offsetS(), 1e-9);
        assertEquals(0.060, sample.delayS(), 1e-9);
        double readingS = 0x1p-20 + Math.scalb(1.0, Conversation.PRECISION) + 30e-9;
        assertEquals(readingS + 15e-6 * 0.061, sample.dispersionS(), 1e-15);
        assertEquals(base + 100_030_500_000L - UTC_MINUS_MONOTONIC_NS, sample.monotonicNs());
        assertEquals(0.5, sample.rootDelayS());
        assertEquals(0.25, sample.rootDispersionS());
        assertEquals(3, sample.stratum());
        assertEquals(LeapIndicator.DELETE, sample.leap());
        assertEquals(0x7F00_0001, sample.referenceId());
        assertEquals(StampSource.KERNEL, sample.transmitStamp());
        assertEquals(StampSource.HARDWARE, sample.receiveStamp());
    }

    @Test
    void aRoundTripTooShortForTheClocksToSeeIsNotNegative() {
        Stamp sent = new Stamp(1_790_000_000L * S, StampSource.KERNEL, 0);
        Stamp arrived = new Stamp(sent.utcNs() + 50, StampSource.KERNEL, 0);
        Reply reply = new Reply(NONCE, sent.utcNs(), sent.utcNs() + 70);
        assertEquals(
                0,
                exchange(sent, reply, arrived, new ClockReading(arrived.utcNs(), 0))
                        .delayS());
    }

    /**
     * The error of an offset is half of the difference between the ways, so at most half of the round trip; none when
     * both are equal.
     */
    @Property
    void theErrorOfAnOffsetIsHalfOfTheDifferenceBetweenTheWays(
            @ForAll @LongRange(min = -1_000_000 * S, max = 1_000_000 * S) long offsetNs,
            @ForAll @LongRange(min = 0, max = 1_900_000_000L) long thereNs,
            @ForAll @LongRange(min = 0, max = 1_900_000_000L) long backNs,
            @ForAll @LongRange(min = 0, max = 100_000_000L) long servedNs) {
        Sample sample = exchange(offsetNs, 1_790_000_000L * S, thereNs, servedNs, backNs);

        double roundingS = Math.ulp(offsetNs * 1e-9) + 1e-9;
        double errorS = sample.offsetS() - offsetNs * 1e-9;
        assertEquals((thereNs - backNs) * 0.5e-9, errorS, roundingS);
        assertTrue(Math.abs(errorS) <= sample.delayS() / 2 + roundingS);
        assertEquals((thereNs + backNs) * 1e-9, sample.delayS(), 1e-8);
        if (thereNs == backNs) {
            assertEquals(0, errorS, roundingS);
        }
    }

    @Property(tries = 200)
    void equalWaysGiveTheExactOffset(
            @ForAll @LongRange(min = -S, max = S) long offsetNs, @ForAll @LongRange(min = 0, max = S) long wayNs) {
        assertEquals(
                offsetNs * 1e-9,
                exchange(offsetNs, 1_790_000_000L * S, wayNs, 7, wayNs).offsetS(),
                1e-9);
    }

    /** Two clocks less than 68 years apart, on any side of the era boundaries of 2036 and 2172. */
    @Property(tries = 500)
    void erasDoNotMatter(
            @ForAll @DoubleRange(min = 2026.01, max = 2160) double localYear,
            @ForAll @DoubleRange(min = -67.9, max = 67.9) double offsetYears) {
        long localNs = yearNs(localYear);
        long offsetNs = (long) (offsetYears * YEAR_S) * S;
        Sample sample = exchange(offsetNs, localNs, 5_000_000, 100, 5_000_000);
        assertEquals(offsetNs * 1e-9, sample.offsetS(), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        // The first second of era 1 is 2036-02-07T06:28:16Z; 2104-02-26T09:42:24Z is half an era on.
        "2036-02-07T06:28:15.5Z, 2036-02-07T06:28:16.5Z",
        "2036-02-07T06:28:16.5Z, 2036-02-07T06:28:15.5Z",
        "2026-11-23T00:00:00Z, 2037-01-01T00:00:00Z",
        "2104-02-26T09:42:23Z, 2104-02-26T09:42:25Z",
        "2104-02-26T09:42:25Z, 2037-01-01T00:00:00Z",
        "1970-01-01T00:00:03Z, 2026-11-23T00:00:00Z",
        "1970-01-01T00:00:03Z, 2036-02-08T00:00:00Z",
        "1970-01-01T00:00:03Z, 2093-12-31T00:00:00Z",
        "2000-01-01T00:00:00Z, 2093-12-31T00:00:00Z"
    })
    void aClockFindsItsServersEra(Instant local, Instant server) {
        long localNs = local.getEpochSecond() * S + local.getNano();
        long offsetNs = server.getEpochSecond() * S + server.getNano() - localNs;
        Sample sample = exchange(offsetNs, localNs, 20_000_000, 1000, 20_000_000);
        assertEquals(offsetNs * 1e-9, sample.offsetS(), 1e-6);
        assertEquals(0.040, sample.delayS(), 1e-9);
    }

    private static long yearNs(double year) {
        long start =
                ZonedDateTime.of((int) year, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toEpochSecond();
        return (start + (long) ((year - (int) year) * YEAR_S)) * S;
    }

    /** A request that leaves at {@code originNs} for a server that is ahead by {@code offsetNs}. */
    private static Sample exchange(long offsetNs, long originNs, long thereNs, long servedNs, long backNs) {
        long receiveNs = originNs + thereNs + offsetNs;
        Reply reply = new Reply(NONCE, receiveNs, receiveNs + servedNs);
        long arrivedNs = originNs + thereNs + servedNs + backNs;
        return exchange(
                new Stamp(originNs, StampSource.KERNEL, 0),
                reply,
                new Stamp(arrivedNs, StampSource.KERNEL, 0),
                new ClockReading(arrivedNs, arrivedNs - originNs));
    }

    private static Sample exchange(Stamp sent, Reply reply, Stamp arrived, ClockReading now) {
        PollLimits limits = new PollLimits(new PollExponent(4), new PollExponent(4), new PollExponent(4));
        Association association =
                new Association(new InetSocketAddress("192.0.2.1", 123), limits, false, Conversation.PRECISION, 0);
        association.onDeadline(0, NONCE);
        association.onSent(sent, Conversation.OURSELVES);
        return Conversation.measured(association.onDatagram(reply.view(), arrived, now, Conversation.UNSTEERED));
    }
}
