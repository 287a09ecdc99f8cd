package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link SystemClock} keeps to that this process may steer. A clock that others use is moved by 100 ms and
 * 50 ppm at most, and is put back.
 */
public abstract class SteerableClockContract extends SystemClockContract {
    private static final long DAY_NS = 86_400_000_000_000L;

    private ClockState originalState;
    private long originalDistanceNs;

    /** Whether nobody else uses this clock, so that it may be taken to its limits. */
    protected abstract boolean belongsToTheTest();

    /** A scale that is not steered together with the clock, to measure the effect of steering against. */
    protected abstract OptionalLong independentNs();

    @BeforeEach
    void rememberClock() throws ClockException {
        assumeTrue(clock.capabilities().steerable(), "this process may not steer the clock");
        originalState = clock.state();
        originalDistanceNs = utcDistanceNs();
    }

    @AfterEach
    void putClockBack() throws ClockException {
        if (originalState == null) {
            return;
        }
        long movedNs = utcDistanceNs() - originalDistanceNs;
        if (movedNs != 0 && Math.abs(movedNs) > readingToleranceNs()) {
            clock.step(-movedNs);
        }
        clock.setFrequency(originalState.frequency());
        clock.setTaiOffset(originalState.taiOffsetS());
        clock.setStatus(originalState.status());
    }

    @ParameterizedTest
    @ValueSource(longs = {50_000_000, -50_000_000, 1_234_567, -1, 0})
    void stepMovesTheTimeOfDayAndNothingElse(long offsetNs) throws ClockException {
        long distanceNs = utcDistanceNs();
        ClockReading before = clock.read();
        long residueNs = clock.step(offsetNs);
        ClockReading after = clock.read();

        assertNear(distanceNs + offsetNs + residueNs, utcDistanceNs(), readingToleranceNs(), "distance after the step");
        long elapsedNs = after.monotonicNs() - before.monotonicNs();
        assertTrue(elapsedNs >= 0 && elapsedNs < 45 * MILLISECOND_NS, () -> "monotonic scale moved by " + elapsedNs);
        if (clock.capabilities().atomicStep()) {
            assertEquals(0, residueNs);
        }
    }

    @Test
    void stepIsFollowedByTheTranslationOfKernelStamps() throws ClockException {
        clock.step(50 * MILLISECOND_NS);

        kernelStampsAreTranslatedToThisClock();
    }

    @ParameterizedTest
    @ValueSource(doubles = {37.123_456_789, -49.9, 0})
    void frequencyIsReadBackAsGranted(double ppm) throws ClockException {
        Frequency granted = clock.setFrequency(Frequency.ofPpm(ppm));
        double quantumPpb = clock.capabilities().frequencyQuantum().ppb();

        assertEquals(ppm * 1e3, granted.ppb(), quantumPpb);
        assertEquals(granted.ppb(), clock.state().frequency().ppb(), 1e-9);
    }

    @Test
    void frequencyTakesTheOldOnesPlaceAtItsOnset() throws ClockException {
        assumeTrue(independentNs().isPresent(), "nothing to measure the clock against");
        Frequency first = set(Frequency.ofPpm(-30));
        double firstRatio = measuredRatio();
        Frequency second = set(Frequency.ofPpm(20));
        double secondRatio = measuredRatio();

        double expectedGain = (1 + second.ratio()) / (1 + first.ratio()) - 1;
        assertEquals(expectedGain, secondRatio / firstRatio - 1, measurementErrorNs() / 400e6);
    }

    @Test
    void frequencyIsHeldToTheLimit() throws ClockException {
        assumeTrue(belongsToTheTest(), "others use this clock");
        Frequency limit = clock.capabilities().maxFrequency();

        assertEquals(
                limit.ppb(), clock.setFrequency(new Frequency(limit.ppb() * 2)).ppb(), quantumPpb());
        assertEquals(
                -limit.ppb(),
                clock.setFrequency(new Frequency(-limit.ppb() * 2)).ppb(),
                quantumPpb());
        assertEquals(-limit.ppb(), clock.state().frequency().ppb(), quantumPpb());
    }

    @ParameterizedTest
    @EnumSource(LeapIndicator.class)
    void statusIsReadBack(LeapIndicator leap) throws ClockException {
        long untilMidnightNs = DAY_NS - Math.floorMod(clock.read().utcNs(), DAY_NS);
        assumeTrue(belongsToTheTest() || untilMidnightNs > 60_000 * MILLISECOND_NS, "a real leap second would follow");
        clock.setStatus(new ClockStatus(leap, 3_456_789_000L, 12_345_000L));
        ClockStatus status = clock.state().status();

        boolean warning = leap == LeapIndicator.INSERT || leap == LeapIndicator.DELETE;
        boolean leftAway = warning && !clock.capabilities().leap() && status.leap() == LeapIndicator.NONE;
        assertTrue(leftAway || leap == status.leap(), () -> leap + " is read back as " + status.leap());
        assertEquals(12_345_000L, status.estimatedErrorNs());
        // The kernel lets the bound grow by 500 us each second.
        assertNear(3_456_789_000L, status.maxErrorNs(), MILLISECOND_NS, "bound of the error");
    }

    @Test
    void taiOffsetIsReadBackWhereItIsKept() throws ClockException {
        clock.setTaiOffset(originalState.taiOffsetS() + 37);

        int keptS = clock.capabilities().tai() ? 37 : 0;
        assertEquals(originalState.taiOffsetS() + keptS, clock.state().taiOffsetS());
    }

    @Test
    void statusAndTaiOffsetLeaveFrequencyAlone() throws ClockException {
        Frequency granted = clock.setFrequency(Frequency.ofPpm(12.5));
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, MILLISECOND_NS, MILLISECOND_NS));
        clock.setTaiOffset(37);

        assertEquals(granted.ppb(), clock.state().frequency().ppb(), 1e-9);
        assertEquals(LeapIndicator.NONE, clock.state().leap());
    }

    /** Sets a frequency, and waits until it acts: on FreeBSD, until a clock interrupt after the second. */
    private Frequency set(Frequency wish) throws ClockException {
        Frequency granted = clock.setFrequency(wish);
        ClockReading now = clock.read();
        long waitNs = clock.capabilities().frequencyOnset().monotonicNs(now) - now.monotonicNs();
        if (waitNs > 0) {
            pass(waitNs + 20 * MILLISECOND_NS);
        }
        return granted;
    }

    private double quantumPpb() {
        return clock.capabilities().frequencyQuantum().ppb();
    }

    /** Rate of the clock against the independent scale, from what both gain in about 400 ms. */
    private double measuredRatio() {
        long[] start = besideIndependent();
        pass(400 * MILLISECOND_NS);
        long[] end = besideIndependent();
        return (double) (end[0] - start[0]) / (end[1] - start[1]);
    }

    /** The clock's monotonic scale and the independent one at one moment: of many brackets the tightest. */
    protected long[] besideIndependent() {
        long[] best = new long[2];
        long bestWidthNs = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long beforeNs = independentNs().orElseThrow();
            long monotonicNs = clock.read().monotonicNs();
            long afterNs = independentNs().orElseThrow();
            if (afterNs - beforeNs < bestWidthNs) {
                bestWidthNs = afterNs - beforeNs;
                best = new long[] {monotonicNs, beforeNs + bestWidthNs / 2};
            }
        }
        return best;
    }

    /** Both ends of both measurements err by a reading. */
    private double measurementErrorNs() {
        return 4.0 * Math.max(1, readingToleranceNs());
    }
}
