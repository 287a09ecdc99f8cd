package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.platform.ClockState;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SteersTheClock;
import dev.foliot.platform.SystemClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A wait ends when the time of day jumps. A machine cannot be suspended for a test; the kernel tells of its waking in the
 * same way.
 */
@EnabledOnOs(OS.LINUX)
@SteersTheClock
class StepEndsWaitTest {
    private static final long OFFSET_NS = 50_000_000;
    private static final long LONG_NS = 10_000_000_000L;
    private static final long SHORT_NS = 30_000_000;

    private final SystemClock clock = KernelClocks.open(ClockInterface.NATIVE);

    @Test
    void eachStepEndsOneWait() throws Exception {
        assumeTrue(clock.capabilities().steerable(), "this process may not steer the clock");
        ClockState original = clock.state();
        try (Poller poller = new NativePoller()) {
            long[] waitedNs = new long[4];
            clock.step(OFFSET_NS);
            waitedNs[0] = waitNs(poller, LONG_NS);
            waitedNs[1] = waitNs(poller, SHORT_NS);
            clock.step(-OFFSET_NS);
            waitedNs[2] = waitNs(poller, LONG_NS);
            waitedNs[3] = waitNs(poller, SHORT_NS);

            assertTrue(waitedNs[0] < LONG_NS / 2 && waitedNs[2] < LONG_NS / 2, "a step ends a wait");
            assertTrue(waitedNs[1] >= SHORT_NS && waitedNs[3] >= SHORT_NS, "one, and no more");
        } finally {
            clock.setStatus(original.status());
        }
    }

    private long waitNs(Poller poller, long durationNs) {
        long startNs = clock.read().monotonicNs();
        poller.await(startNs + durationNs);
        return clock.read().monotonicNs() - startNs;
    }
}
