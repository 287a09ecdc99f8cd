package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.SteersTheClock;
import dev.foliot.platform.SystemClockContract;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How exact a step is where it is read, add and set: by what the library measures against CLOCK_MONOTONIC right after
 * it, in the tightest of many brackets.
 */
@SteersTheClock
class OlderInterfaceStepTest {
    private static final int STEPS = 20;
    private static final long OFFSET_NS = 50_000_000;
    private static final long GOOD_RESIDUE_NS = 50;

    private final NativeClock clock = (NativeClock) KernelClocks.open(ClockInterface.NTP_ADJTIME);
    private final NativeClock atomic = (NativeClock) KernelClocks.open(ClockInterface.NATIVE);
    private ClockState originalState;
    private long originalDistanceNs;

    @BeforeEach
    void rememberClock() throws ClockException {
        assumeTrue(clock.capabilities().steerable(), "this process may not steer the clock");
        assumeTrue(atomic.capabilities().atomicStep(), "nothing puts this clock back exactly");
        originalState = clock.state();
        originalDistanceNs = SystemClockContract.utcDistanceNs(clock);
    }

    @AfterEach
    void putClockBack() throws ClockException {
        if (originalState != null) {
            atomic.step(originalDistanceNs - SystemClockContract.utcDistanceNs(clock));
            clock.setStatus(originalState.status());
        }
    }

    @Test
    void stepIsCorrectedByWhatItLost() throws ClockException {
        long[] uncompensatedNs = residuesNs(ClockNatives.STEP_UNCOMPENSATED);
        long[] compensatedNs = residuesNs(0);
        String figures = String.format(
                "residue of %d steps of +-%d ms on the older interface: median %d ns, worst %d ns; uncompensated"
                        + " median %d ns, worst %d ns",
                STEPS,
                OFFSET_NS / 1_000_000,
                median(compensatedNs),
                compensatedNs[STEPS - 1],
                median(uncompensatedNs),
                uncompensatedNs[STEPS - 1]);
        System.out.println(figures);

        assertTrue(median(compensatedNs) < GOOD_RESIDUE_NS, figures);
        assertTrue(median(compensatedNs) < median(uncompensatedNs), figures);
    }

    /** Magnitudes, sorted. */
    private long[] residuesNs(int flags) throws ClockException {
        long[] residuesNs = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            residuesNs[i] = Math.abs(clock.step(i % 2 == 0 ? OFFSET_NS : -OFFSET_NS, flags));
        }
        Arrays.sort(residuesNs);
        return residuesNs;
    }

    private static long median(long[] sorted) {
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
