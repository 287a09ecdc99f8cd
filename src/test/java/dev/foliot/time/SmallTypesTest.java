package dev.foliot.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTypesTest {
    private static final long S = 1_000_000_000L;

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
        ErrorBound bound = bound(0.25, 15);

        assertEquals(0.25, bound.atS(5 * S));
        assertEquals(0.25 + 15e-6 * 100, bound.atS(105 * S), 1e-15);
        assertEquals(0.25, bound.atS(-5 * S), "never smaller, not even before its moment");
        assertEquals(15, bound.growth(5 * S).ppm(), 1e-6);
    }

    @Test
    void errorBoundsGrowByWhatIsNotKnownOfTheClock() {
        Uncertainty uncertainty = new Uncertainty(9e-12, 0, 4e-16, 1e-18);
        OscillatorStability stability = new OscillatorStability(Frequency.ofPpm(1), 2000);
        ErrorBound bound = new ErrorBound(0, 0.001, uncertainty, Frequency.ZERO, stability);

        assertEquals(0.001 + 4 * 3e-6, bound.atS(0), 1e-15);
        double varianceS2 = 9e-12 + 4e-16 * 1000 * 1000 + 1e-18 * 1e9 / 3;
        assertEquals(0.001 + 4 * Math.sqrt(varianceS2) + 1e-6 * 1000 * 1000 / 4000, bound.atS(1000 * S), 1e-12);
    }

    /** It reaches a limit at the moment at which it is the limit. */
    @ParameterizedTest
    @CsvSource({"0.3", "1", "16"})
    void errorBoundsTellWhenTheyReachALimit(double limitS) {
        Uncertainty uncertainty = new Uncertainty(1e-8, 0, 1e-14, 1e-18);
        ErrorBound bound = new ErrorBound(5 * S, 0.25, uncertainty, Frequency.ZERO, OscillatorStability.DEFAULT);

        assertEquals(limitS, bound.atS(bound.reachesNs(limitS)), 1e-6);
    }

    @Test
    void errorBoundsThatDoNotGrowNeverReachALimitAndThoseBeyondItHave() {
        assertEquals(Long.MAX_VALUE, bound(0.25, 0).reachesNs(1));
        assertEquals(5 * S, bound(0.25, 15).reachesNs(0.2));
        assertEquals(0, ErrorBound.UNKNOWN.reachesNs(16));
    }

    @Test
    void anOscillatorChangesSteadilyAndNoFurtherThanItCan() {
        OscillatorStability stability = new OscillatorStability(Frequency.ofPpm(1), 2000);

        assertEquals(0, stability.offsetS(0));
        assertEquals(0.5e-6 * 1000 / 2, stability.offsetS(1000), 1e-15);
        assertEquals(1e-6 * 1000, stability.offsetS(2000), 1e-15);
        assertEquals(1e-6 * 2000, stability.offsetS(3000), 1e-15);
    }

    /** In two parts or in one. */
    @Test
    void uncertaintyGrowsTheSameInWhateverPiecesTimePasses() {
        Uncertainty uncertainty = new Uncertainty(1e-10, 1e-14, 1e-16, 1e-18);
        Uncertainty once = uncertainty.after(300);
        Uncertainty twice = uncertainty.after(100).after(200);

        assertEquals(once.offsetS2(), twice.offsetS2(), once.offsetS2() * 1e-12);
        assertEquals(once.covarianceS(), twice.covarianceS(), once.covarianceS() * 1e-12);
        assertEquals(once.frequency2(), twice.frequency2(), once.frequency2() * 1e-12);
    }

    private static ErrorBound bound(double systematicS, double driftPpm) {
        return new ErrorBound(
                5 * S, systematicS, Uncertainty.NONE, Frequency.ofPpm(driftPpm), OscillatorStability.PERFECT);
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

        assertThrows(
                IllegalArgumentException.class,
                () -> new ErrorBound(0, boundS, Uncertainty.NONE, growth, OscillatorStability.PERFECT));
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
