package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every {@link SystemClock} keeps to when it is read, and when it refuses to be steered. */
public abstract class SystemClockContract {
    protected static final long MILLISECOND_NS = 1_000_000;

    protected SystemClock clock;

    /** A clock to be tested; closed after the test. */
    protected abstract SystemClock newClock();

    /**
     * The time of day of the operating system beneath the clock, whose packet stamps {@link SystemClock#fromKernelNs}
     * translates. Most clocks in virtual time have none beneath them.
     */
    protected long kernelUtcNs() {
        return clock.read().utcNs();
    }

    /** Lets {@code durationNs} pass on the scale of {@link #newClock}'s oscillator. */
    protected abstract void pass(long durationNs);

    /** How much two readings taken back to back may err, in nanoseconds: 0 in virtual time. */
    protected long readingToleranceNs() {
        return 0;
    }

    @BeforeEach
    void openClock() {
        clock = newClock();
    }

    @AfterEach
    void closeClock() {
        clock.close();
    }

    /** Time of day less monotonic time. The median of several readings: a reading may be interrupted halfway. */
    protected final long utcDistanceNs() {
        return utcDistanceNs(clock);
    }

    /** As {@link #utcDistanceNs()}, of any clock. */
    public static long utcDistanceNs(SystemClock clock) {
        long[] distances = new long[15];
        for (int i = 0; i < distances.length; i++) {
            ClockReading reading = clock.read();
            distances[i] = reading.utcNs() - reading.monotonicNs();
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }

    protected static void assertNear(long expected, long actual, long tolerance, String what) {
        assertTrue(
                Math.abs(actual - expected) <= tolerance,
                () -> what + ": expected " + expected + " +- " + tolerance + ", was " + actual);
    }

    @Test
    void readingNeverGoesBack() {
        ClockReading earlier = clock.read();
        for (int i = 0; i < 10_000; i++) {
            ClockReading later = clock.read();
            assertTrue(later.monotonicNs() >= earlier.monotonicNs(), "monotonic scale went back");
            assertTrue(later.utcNs() >= earlier.utcNs(), "time of day went back");
            earlier = later;
        }
    }

    @Test
    void bothScalesAdvanceWithTimeAndAtOneRate() {
        long distanceNs = utcDistanceNs();
        ClockReading start = clock.read();
        pass(300 * MILLISECOND_NS);
        long elapsedNs = clock.read().monotonicNs() - start.monotonicNs();

        assertTrue(elapsedNs >= 250 * MILLISECOND_NS, () -> "only " + elapsedNs + " ns of 300 ms passed");
        assertNear(distanceNs, utcDistanceNs(), readingToleranceNs(), "distance of the scales");
    }

    @Test
    void nothingCountsAsASuspendWhileTheMachineRuns() {
        OptionalLong suspendedNs = clock.suspendedNs();
        pass(20 * MILLISECOND_NS);
        assertEquals(suspendedNs, clock.suspendedNs());
    }

    @Test
    void kernelStampsAreTranslatedToThisClock() {
        long beforeNs = clock.read().utcNs();
        long stampNs = clock.fromKernelNs(kernelUtcNs());
        long afterNs = clock.read().utcNs();

        assertTrue(
                stampNs >= beforeNs - readingToleranceNs() && stampNs <= afterNs + readingToleranceNs(),
                () -> stampNs + " is not between " + beforeNs + " and " + afterNs);
    }

    @Test
    void capabilitiesArePlausible() {
        ClockCapabilities capabilities = clock.capabilities();

        assertFalse(capabilities.backend().isBlank());
        assertTrue(capabilities.maxFrequency().ppm() >= 100, "cannot compensate an ordinary oscillator");
        assertTrue(capabilities.frequencyQuantum().ppb() >= 0);
        assertTrue(capabilities.frequencyQuantum().ppb() < 1, "steered in steps of over 1 ppb");
        assertTrue(capabilities.readingQuantumNs() >= 1 && capabilities.readingQuantumNs() <= 1000);
    }

    @Test
    void stateOfAClockThatMayOnlyBeReadIsReadAsWell() throws ClockException {
        ClockState state = clock.state();

        assertTrue(Math.abs(state.frequency().ppb())
                <= clock.capabilities().maxFrequency().ppb());
    }

    @Test
    void refusalSaysSoAndChangesNothing() throws ClockException {
        assumeFalse(clock.capabilities().steerable(), "this process may steer the clock");
        ClockState state = clock.state();
        long distanceNs = utcDistanceNs();
        ClockStatus status = new ClockStatus(LeapIndicator.NONE, MILLISECOND_NS, MILLISECOND_NS);

        assertAll(
                () -> assertRefused(() -> clock.step(MILLISECOND_NS)),
                () -> assertRefused(() ->
                        clock.setFrequency(Frequency.ofPpm(state.frequency().ppm() + 1))),
                () -> assertRefused(() -> clock.setStatus(status)));

        assertEquals(state.frequency(), clock.state().frequency());
        assertEquals(state.leap(), clock.state().leap());
        assertNear(distanceNs, utcDistanceNs(), readingToleranceNs(), "distance of the scales");
    }

    @Test
    void refusalOfTaiOffsetSaysSoAndChangesNothing() throws ClockException {
        assumeFalse(clock.capabilities().steerable(), "this process may steer the clock");
        int taiOffsetS = clock.state().taiOffsetS();
        if (clock.capabilities().tai()) {
            assertRefused(() -> clock.setTaiOffset(taiOffsetS + 1));
        } else {
            clock.setTaiOffset(37);
        }

        assertEquals(taiOffsetS, clock.state().taiOffsetS());
    }

    private static void assertRefused(Executable steering) {
        ClockException refusal = assertThrows(ClockException.class, steering);
        assertTrue(refusal.permission(), () -> "not for lack of permission: " + refusal.getMessage());
        assertFalse(refusal.getMessage().isBlank());
    }
}
