package dev.foliot.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTypesTest {
    private static final PollExponent MIN_POLL = new PollExponent(4);
    private static final PollExponent MAX_POLL = new PollExponent(10);

    @ParameterizedTest
    @CsvSource({"-7, 7812500", "-1, 500000000", "0, 1000000000", "6, 64000000000", "17, 131072000000000"})
    void pollExponentsArePowersOfTwoOfASecond(int log2S, long intervalNs) {
        PollExponent poll = new PollExponent(log2S);

        assertEquals(intervalNs, poll.intervalNs());
        assertEquals(intervalNs * 1e-9, poll.intervalS(), 1e-12 * poll.intervalS());
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 18, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void pollExponentsHaveARange(int log2S) {
        assertThrows(IllegalArgumentException.class, () -> new PollExponent(log2S));
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "1, 7", "-2, 4", "4, 10", "5, 10", "-3, 4", "2147483647, 10", "-2147483648, 4"})
    void pollExponentsMoveWithinTheirLimits(int steps, int expected) {
        assertEquals(new PollExponent(expected), new PollExponent(6).plus(steps, MIN_POLL, MAX_POLL));
    }

    @Test
    void pollExponentsAreOrderedByTheirInterval() {
        assertTrue(MIN_POLL.compareTo(MAX_POLL) < 0);
        assertTrue(new PollExponent(-7).compareTo(new PollExponent(0)) < 0);
    }

    /** RFC 5905, figure 9. */
    @ParameterizedTest
    @CsvSource({"0, NONE", "1, INSERT", "2, DELETE", "3, UNSYNCHRONISED", "-1, UNSYNCHRONISED", "4, NONE", "-3, INSERT"
    })
    void leapIndicatorsAreTwoBits(int bits, LeapIndicator leap) {
        assertEquals(leap, LeapIndicator.of(bits));
    }

    @Test
    void errorBoundsGrowFromTheirMomentOn() {
        ErrorBound bound = new ErrorBound(0.25, 5_000_000_000L, Frequency.ofPpm(15));

        assertEquals(0.25, bound.atS(5_000_000_000L));
        assertEquals(0.25 + 15e-6 * 100, bound.atS(105_000_000_000L), 1e-15);
        assertEquals(0.25, bound.atS(-5_000_000_000L), "never smaller, not even before its moment");
    }

    @Test
    void errorBoundsOfNothingKnownStayInfinite() {
        assertEquals(Double.POSITIVE_INFINITY, ErrorBound.UNKNOWN.atS(0));
        assertEquals(Double.POSITIVE_INFINITY, ErrorBound.UNKNOWN.atS(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"-1e-9, 1", "NaN, 1", "1, -1"})
    void errorBoundsAreNotNegative(double boundS, double growthPpb) {
        Frequency growth = new Frequency(growthPpb);

        assertThrows(IllegalArgumentException.class, () -> new ErrorBound(boundS, 0, growth));
    }

    @Test
    void frequenciesConvertBetweenTheirUnits() {
        assertEquals(40_000, Frequency.ofPpm(40).ppb());
        assertEquals(4e-5, Frequency.ofPpm(40).ratio(), 1e-20);
        assertEquals(-500, Frequency.ofRatio(-500e-6).ppm(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"600, 500", "-600, -500", "500, 500", "-3.5, -3.5", "0, 0"})
    void frequenciesAreHeldWithinALimitOnEitherSide(double ppm, double expectedPpm) {
        assertEquals(
                expectedPpm,
                Frequency.ofPpm(ppm).clampedTo(Frequency.ofPpm(500)).ppm(),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void frequenciesAreFinite(double ppb) {
        assertThrows(IllegalArgumentException.class, () -> new Frequency(ppb));
    }
}
