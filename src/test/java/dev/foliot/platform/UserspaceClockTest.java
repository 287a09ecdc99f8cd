package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UserspaceClockTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long DAY_NS = 86_400 * SECOND_NS;
    private static final long START_UTC_NS = 1_790_000_000L * SECOND_NS;
    private static final long START_MONOTONIC_NS = 5_000 * SECOND_NS;

    private final ManualClock underlying = new ManualClock(START_UTC_NS, START_MONOTONIC_NS);
    private final UserspaceClock clock = new UserspaceClock(underlying);

    @Nested
    class Contract extends SteerableClockContract {
        @Override
        protected SystemClock newClock() {
            return new UserspaceClock(underlying);
        }

        @Override
        protected long kernelUtcNs() {
            return underlying.read().utcNs();
        }

        @Override
        protected void pass(long durationNs) {
            underlying.pass(durationNs);
        }

        @Override
        protected boolean belongsToTheTest() {
            return true;
        }

        @Override
        protected OptionalLong independentNs() {
            return OptionalLong.of(underlying.read().monotonicNs());
        }
    }

    private static void assertWithinANanosecond(long expectedNs, long actualNs) {
        assertTrue(Math.abs(actualNs - expectedNs) <= 1, () -> "expected " + expectedNs + ", was " + actualNs);
    }

    @Test
    void startsAsACopyOfTheUnderlyingClock() {
        assertEquals(underlying.read(), clock.read());
        underlying.pass(3 * SECOND_NS);
        assertEquals(underlying.read(), clock.read());
    }

    @Test
    void goesOnOverASuspendAsTheUnderlyingClockDoes() throws ClockException {
        clock.step(5 * SECOND_NS);
        underlying.suspend(DAY_NS, 300_000_000);
        assertEquals(OptionalLong.of(DAY_NS), clock.suspendedNs());
        assertEquals(
                new ClockReading(START_UTC_NS + 5 * SECOND_NS + DAY_NS + 300_000_000, START_MONOTONIC_NS),
                clock.read());

        underlying.stepUtc(7 * SECOND_NS);
        assertEquals(OptionalLong.of(DAY_NS), clock.suspendedNs());
        underlying.suspend(DAY_NS, 0);
        clock.suspendedNs();
        assertEquals(
                START_UTC_NS + 5 * SECOND_NS + 2 * DAY_NS + 300_000_000,
                clock.read().utcNs(),
                "somebody who sets the underlying clock in between does not set this one");
    }

    @Test
    void saysWhatItIs() {
        ClockCapabilities capabilities = clock.capabilities();

        assertEquals("userspace", capabilities.backend());
        assertTrue(capabilities.steerable());
        assertTrue(capabilities.atomicStep());
        assertFalse(capabilities.leap(), "nothing inserts leap seconds here");
        assertEquals(7, capabilities.readingQuantumNs());
    }

    @Test
    void stepOfTheUnderlyingClockDoesNotMoveIt() {
        ClockReading before = clock.read();
        underlying.stepUtc(3_600 * SECOND_NS);

        assertEquals(before, clock.read());
        underlying.pass(SECOND_NS);
        assertEquals(before.utcNs() + SECOND_NS, clock.read().utcNs());
    }

    @Test
    void runsAtExactlyTheRateThatWasSet() {
        clock.setFrequency(Frequency.ofPpm(100));
        underlying.pass(SECOND_NS);

        assertEquals(START_UTC_NS + SECOND_NS + 100_000, clock.read().utcNs());
        assertEquals(START_MONOTONIC_NS + SECOND_NS + 100_000, clock.read().monotonicNs());
    }

    /** Changing the rate each 16 s for 40 days would lose up to half a nanosecond each time, 100 us in all. */
    @Test
    void manyChangesOfFrequencyLoseNothing() {
        long intervalNs = 16 * SECOND_NS + 1;
        BigDecimal gainedNs = BigDecimal.ZERO;
        for (int change = 0; change < 216_000; change++) {
            Frequency frequency = Frequency.ofPpm(37.123_456_7 + change % 100 * 0.011);
            clock.setFrequency(frequency);
            underlying.pass(intervalNs);
            gainedNs = gainedNs.add(new BigDecimal(frequency.ratio()).multiply(BigDecimal.valueOf(intervalNs)));
        }

        long expectedNs = underlying.read().monotonicNs() + gainedNs.longValue();
        assertWithinANanosecond(expectedNs, clock.read().monotonicNs());
        assertEquals(
                START_UTC_NS - START_MONOTONIC_NS,
                clock.read().utcNs() - clock.read().monotonicNs());
    }

    @Test
    void oneRateHoldsForMonthsWithinANanosecond() {
        Frequency frequency = Frequency.ofPpm(-123.456_789);
        clock.setFrequency(frequency);
        underlying.pass(90 * DAY_NS);

        BigDecimal gainedNs = new BigDecimal(frequency.ratio()).multiply(BigDecimal.valueOf(90 * DAY_NS));
        long expectedNs = START_MONOTONIC_NS + 90 * DAY_NS + gainedNs.longValue();
        assertWithinANanosecond(expectedNs, clock.read().monotonicNs());
    }

    @Test
    void kernelStampsFollowStepsOfBothClocks() throws ClockException {
        clock.setFrequency(Frequency.ofPpm(50));
        underlying.pass(100 * SECOND_NS);
        clock.step(-7 * SECOND_NS);
        underlying.stepUtc(3_600 * SECOND_NS);
        long stampNs = underlying.read().utcNs();
        long shownNs = clock.read().utcNs();
        underlying.pass(2 * SECOND_NS);

        assertEquals(shownNs, clock.fromKernelNs(stampNs));
    }

    @Test
    void kernelStampsPassThroughEveryClockOfAStack() throws ClockException {
        UserspaceClock upper = new UserspaceClock(clock);
        clock.step(SECOND_NS);
        clock.setFrequency(Frequency.ofPpm(200));
        upper.step(10 * SECOND_NS);
        underlying.pass(SECOND_NS);

        assertEquals(upper.read().utcNs(), upper.fromKernelNs(underlying.read().utcNs()));
        long deadlineNs = upper.read().monotonicNs();
        assertEquals(underlying.read().monotonicNs(), upper.toKernelMonotonicNs(deadlineNs));
    }

    @Test
    void deadlinesAreTranslatedToTheKernelsScale() {
        clock.setFrequency(Frequency.ofPpm(500));
        underlying.pass(DAY_NS);
        clock.setFrequency(Frequency.ofPpm(-300));
        underlying.pass(DAY_NS / 3);
        long deadlineNs = clock.read().monotonicNs() + 1_000 * SECOND_NS;
        long kernelDeadlineNs = clock.toKernelMonotonicNs(deadlineNs);
        underlying.pass(kernelDeadlineNs - underlying.read().monotonicNs());

        assertWithinANanosecond(deadlineNs, clock.read().monotonicNs());
    }

    @Test
    void stepOutOfTheRangeOfTimeIsRefused() {
        ClockReading before = clock.read();

        assertThrows(ClockException.class, () -> clock.step(Long.MAX_VALUE));
        assertThrows(ClockException.class, () -> clock.step(Long.MIN_VALUE));
        assertThrows(ClockException.class, () -> clock.step(-START_UTC_NS - 1));
        assertEquals(before, clock.read());
    }

    @Test
    void closingLeavesTheUnderlyingClockOpen() {
        clock.close();
    }

    @Test
    void readerThatASteeringOperationOvertakesReadsAgain() {
        clock.setFrequency(Frequency.ofPpm(100_000));
        underlying.afterNextRead(() -> {
            clock.setFrequency(Frequency.ZERO);
            underlying.pass(SECOND_NS);
        });
        ClockReading overtaken = clock.read();

        assertEquals(clock.read(), overtaken);
    }

    /**
     * Otherwise the reader would go on at the old rate beyond the moment at which it ended, and the next one would
     * see time go back.
     */
    @Test
    void readerWaitsForASteeringOperationUnderWay() throws InterruptedException {
        clock.setFrequency(Frequency.ofPpm(100_000));
        AtomicReference<ClockReading> reading = new AtomicReference<>();
        Thread reader = new Thread(() -> reading.set(clock.read()));
        underlying.afterNextRead(() -> {
            underlying.pass(SECOND_NS);
            reader.start();
            awaitBlockedOrDone(reader);
        });
        clock.setFrequency(Frequency.ZERO);
        reader.join();

        assertEquals(clock.read(), reading.get());
    }

    private static void awaitBlockedOrDone(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }
}
