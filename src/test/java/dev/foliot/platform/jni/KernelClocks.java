package dev.foliot.platform.jni;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.SystemClock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the contracts need to know of the kernel's clocks, whichever interface steers them. */
final class KernelClocks {
    /** The library gives the middle of a bracket of at most a few hundred nanoseconds. */
    private static final long BRACKET_NS = 500;

    private KernelClocks() {}

    static SystemClock open(ClockInterface clockInterface) {
        try {
            return new NativeClock(clockInterface);
        } catch (ClockException e) {
            throw new AssertionError(e);
        }
    }

    /** The time of day as the JDK reads it: by another way than the clocks under test. */
    static long utcNs() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** How much readings may err of a clock that stands on the kernel's. */
    static long readingToleranceNs(SystemClock clock) {
        return BRACKET_NS + clock.capabilities().readingQuantumNs();
    }

    static void pass(long durationNs) {
        long endNs = System.nanoTime() + durationNs;
        for (long leftNs = durationNs; leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
