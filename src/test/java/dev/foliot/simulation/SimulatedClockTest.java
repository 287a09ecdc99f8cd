package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.math.BigDecimal;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClockTest {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long START_UTC_NS = 1_767_225_600 * NS_PER_S;

    private final VirtualWorld world = new VirtualWorld(START_UTC_NS);

    private SimulatedClock clock(Signal oscillator) {
        return new SimulatedClock(world, oscillator, ClockParameters.DEFAULT);
    }

    private SimulatedClock perfectClock() {
        return clock(Signal.constant(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100e-6, -100e-6, 1e-9, 0.1, -0.15})
    void constantRateIsExactOverAMillionSeconds(double ratio) {
        SimulatedClock clock = clock(Signal.constant(ratio));
        world.run(1e6);

        assertEquals(exact(ratio, 1_000_000), (double) nsSinceStart(clock), 0.6, "nanoseconds gained");
        assertEquals(
                START_UTC_NS + 1_000_000 * NS_PER_S + nsSinceStart(clock),
                clock.read().utcNs());
    }

    @Test
    void changingRateIsExactOverAMillionSeconds() {
        SimulatedClock clock = clock(trueS -> trueS % 3 == 0 ? 33.3e-6 : -17.7e-6);
        world.run(1e6);

        // Of the seconds 0 to 999999, 333334 are divisible by three.
        double expectedNs = exact(33.3e-6, 333_334) + exact(-17.7e-6, 666_666);
        assertEquals(expectedNs, (double) nsSinceStart(clock), 0.6);
        assertEquals(expectedNs * 1e-9, clock.errorS(), 1e-10);
    }

    @ParameterizedTest
    @EnumSource
    void suspendIsMadeUpForByAnotherClock(ClockQuirks.Suspension suspension) {
        SimulatedClock clock = clock(Signal.constant(20e-6));
        clock.setQuirks(new ClockQuirks(false, 0, false, true, FrequencyOnset.AT_ONCE, suspension));
        world.run(100);
        ClockReading before = clock.read();
        double errorS = clock.errorS();

        clock.suspend(3600.25, 0.4);
        world.run(1000);
        assertEquals(before, clock.read(), "it stands still");
        assertEquals(errorS, clock.errorS(), 1e-9, "and nobody can tell");
        world.run(3000);

        double awakeS = 1000 + 3000 - 3600.25;
        assertEquals(errorS + 0.4 + awakeS * 20e-6, clock.errorS(), 1e-8);
        boolean stands = suspension != ClockQuirks.Suspension.MONOTONIC_GOES_ON;
        assertEquals(
                awakeS * (1 + 20e-6) + (stands ? 0 : 3600.65),
                (clock.read().monotonicNs() - before.monotonicNs()) * 1e-9,
                1e-8);
        assertEquals(
                suspension == ClockQuirks.Suspension.UNTOLD
                        ? OptionalLong.empty()
                        : OptionalLong.of(3_600_250_000_000L),
                clock.suspendedNs());
    }

    @Test
    void machineThatSleepsIsNotSuspendedAgain() {
        SimulatedClock clock = perfectClock();
        clock.suspend(100, 0);
        world.run(50);
        clock.suspend(100, 0);
        world.run(51);
        assertEquals(OptionalLong.of(100 * NS_PER_S), clock.suspendedNs());
    }

    private static double exact(double ratio, long seconds) {
        return new BigDecimal(ratio)
                .multiply(BigDecimal.valueOf(seconds * NS_PER_S))
                .doubleValue();
    }

    private long nsSinceStart(SimulatedClock clock) {
        return clock.read().monotonicNs() - world.nowPs() / 1000;
    }

    @Test
    void steeringMultipliesTheOscillatorsRateAndActsAtOnce() throws ClockException {
        SimulatedClock clock = clock(Signal.constant(100e-6));
        world.run(0.5);
        Frequency granted = clock.setFrequency(Frequency.ofPpm(-100));
        world.run(1000);

        double expectedNs = 0.5 * 100e3 + 1000e9 * ((1 + 100e-6) * (1 + granted.ratio()) - 1);
        assertEquals(expectedNs, (double) nsSinceStart(clock), 0.6);
        assertEquals(
                100e-6 + granted.ratio() * (1 + 100e-6), clock.frequencyError().ratio(), 1e-18);
    }

    @Property(tries = 200)
    void frequencyIsRoundedToTheKernelsQuantum(@ForAll @DoubleRange(min = -500, max = 500) double ppm)
            throws ClockException {
        SimulatedClock clock = perfectClock();
        double granted = clock.setFrequency(Frequency.ofPpm(ppm)).ppm();

        assertEquals(ppm, granted, 0x1p-17 + 1e-12);
        assertEquals(Math.rint(granted * 65536), granted * 65536, 1e-6);
        assertEquals(granted, clock.state().frequency().ppm());
    }

    @Test
    void frequencyIsHeldTo500PpmUnlessTheTickGoesBeyond() throws ClockException {
        SimulatedClock plain = perfectClock();
        ClockParameters withTick = ClockParameters.DEFAULT.withMaxFrequency(ClockParameters.TICK_RANGE);
        SimulatedClock extended = new SimulatedClock(world, Signal.constant(0), withTick);

        assertEquals(500, plain.setFrequency(Frequency.ofPpm(501)).ppm(), 1e-9);
        assertEquals(-500, plain.setFrequency(Frequency.ofPpm(-1e6)).ppm(), 1e-9);
        assertEquals(-8_000, extended.setFrequency(Frequency.ofPpm(-8_000)).ppm(), 1e-9);
        assertEquals(100_000, extended.setFrequency(Frequency.ofPpm(1e6)).ppm(), 1e-9);
        world.run(1);
        assertEquals(-500e-6, plain.errorS(), 1e-12);
        assertEquals(0.1, extended.errorS(), 1e-12);
    }

    @Test
    void startIsOffByTheOffset() {
        SimulatedClock clock =
                new SimulatedClock(world, Signal.constant(0), ClockParameters.DEFAULT.withOffsetNs(-50_000_000));

        assertEquals(START_UTC_NS - 50_000_000, clock.read().utcNs());
        assertEquals(-0.05, clock.errorS(), 1e-15);
    }

    @Test
    void stepMovesTimeOfDayExactlyAndTellsItsResidue() throws ClockException {
        SimulatedClock clock = perfectClock();
        world.run(1);
        assertEquals(0, clock.step(-123_456_789));
        assertEquals(new ClockReading(START_UTC_NS + NS_PER_S - 123_456_789, NS_PER_S), clock.read());

        clock.setQuirks(ClockQuirks.NONE.withStepResidueNs(300));
        assertEquals(300, clock.step(123_456_789));
        assertEquals(300e-9, clock.errorS(), 1e-15);
        assertFalse(clock.capabilities().atomicStep());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -START_UTC_NS - 1})
    void stepOutOfRangeIsRefusedAndChangesNothing(long offsetNs) {
        SimulatedClock clock = perfectClock();
        ClockReading before = clock.read();

        ClockException refusal = assertThrows(ClockException.class, () -> clock.step(offsetNs));
        assertFalse(refusal.permission());
        assertEquals(before, clock.read());
    }

    @Test
    void stepMakesTheClockUnsynchronisedAsInTheKernel() throws ClockException {
        SimulatedClock clock = perfectClock();
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, 1_000_000, 1_000));
        clock.step(1);

        assertEquals(LeapIndicator.UNSYNCHRONISED, clock.state().leap());
    }

    @Test
    void publishedErrorGrowsUntilTheClockIsUnsynchronised() throws ClockException {
        SimulatedClock clock = perfectClock();
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, 1_000_001, 1_000));
        world.run(10.5);
        assertEquals(
                new ClockStatus(LeapIndicator.NONE, 1_001_000 + 10 * 500_000, 1_000),
                clock.state().status());
        world.run(32_000);
        assertEquals(
                new ClockStatus(LeapIndicator.UNSYNCHRONISED, 16 * NS_PER_S, 1_000),
                clock.state().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "DELETE"})
    void announcedLeapSecondComesAtMidnightAndOnce(LeapIndicator leap) throws ClockException {
        world.leapToday(leap);
        SimulatedClock clock = perfectClock();
        clock.setTaiOffset(37);
        ClockStatus announced = new ClockStatus(leap, 0, 0);
        clock.setStatus(announced);
        world.run(86_390);
        assertEquals(37, clock.state().taiOffsetS());
        assertEquals(0, clock.errorS());
        world.run(30);
        clock.setStatus(announced);
        assertEquals(0, clock.errorS());
        assertEquals(leap == LeapIndicator.INSERT ? 38 : 36, clock.state().taiOffsetS());
        world.run(86_400);
        assertEquals(0, clock.errorS(), "a second leap second");
    }

    @Test
    void withdrawnLeapSecondDoesNotCome() throws ClockException {
        SimulatedClock clock = perfectClock();
        clock.setStatus(new ClockStatus(LeapIndicator.INSERT, 0, 0));
        world.run(80_000);
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, 0, 0));
        world.run(80_000);

        assertEquals(0, clock.errorS());
    }

    @Test
    void leapSecondAnnouncedAgainLaterComesAgain() throws ClockException {
        SimulatedClock clock = perfectClock();
        clock.setStatus(new ClockStatus(LeapIndicator.INSERT, 0, 0));
        world.run(100_000);
        assertEquals(-1, clock.errorS(), 1e-12);
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, 0, 0));
        clock.setStatus(new ClockStatus(LeapIndicator.INSERT, 0, 0));
        world.run(100_000);

        assertEquals(-2, clock.errorS(), 1e-12);
    }

    @Test
    void leapSecondComesAtTheEndOfTheDayThatTheClockWasSteppedTo() throws ClockException {
        SimulatedClock clock = perfectClock();
        clock.setStatus(new ClockStatus(LeapIndicator.INSERT, 0, 0));
        clock.step(86_400 * NS_PER_S);
        world.run(86_399);
        assertEquals(86_400, clock.errorS(), 1e-9);
        world.run(2);

        assertEquals(86_399, clock.errorS(), 1e-9);
    }

    @Test
    void readingsAreRoundedDownToTheirQuantum() {
        ClockParameters coarse = ClockParameters.DEFAULT.withReadingQuantumNs(1_000);
        SimulatedClock clock = new SimulatedClock(world, Signal.constant(0), coarse);
        world.run(1e-6 * 41.9);

        assertEquals(new ClockReading(START_UTC_NS + 41_000, 41_000), clock.read());
    }

    @Test
    void refusalNamesWhatWasRefused() {
        SimulatedClock clock = perfectClock();
        clock.setQuirks(ClockQuirks.REFUSES);

        ClockException refusal = assertThrows(ClockException.class, () -> clock.setFrequency(Frequency.ofPpm(1)));
        assertTrue(refusal.permission());
        assertTrue(refusal.getMessage().contains("1.0 ppm"), refusal.getMessage());
    }

    @Test
    void oscillatorOutOfReasonFails() {
        assertThrows(ImpossibleWorldException.class, () -> clock(Signal.constant(Double.NaN)));
        assertThrows(ImpossibleWorldException.class, () -> clock(Signal.constant(0.2)));
    }
}
