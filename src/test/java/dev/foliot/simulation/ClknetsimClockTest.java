package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.Frequency;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A clock that is steered and stepped, against the offsets that clknetsim (git 134028f, seed 7, {@code -o}, nine
 * decimals) logs for the node
 *
 * <pre>
 * node1_offset = 0.05
 * node1_freq = (+ 1e-05 (* 1e-06 (sine 14400)) (sum (* 1e-9 (normal))))
 * </pre>
 *
 * whose client waits for the monotonic times below, and then sets the same frequency and tick.
 */
class ClknetsimClockTest {
    private static final double STEERING_AT_WHOLE_NANOSECONDS_S = 1.5e-9;

    private static final Map<Long, Double> LOGGED_OFFSETS_S = Map.of(
            0L, 0.050000000,
            1L, 0.050009999,
            100L, 0.051001453,
            101L, 0.051003977,
            102L, 0.051004012,
            5000L, 0.054560594,
            5001L, 0.004718010,
            5002L, 0.005334007,
            20001L, 9.226200023,
            39999L, 7.049829916);

    private final VirtualWorld world = new VirtualWorld(TestWorld.START_UTC_NS);
    private final Set<Long> compared = new HashSet<>();

    @Test
    void clockGoesAsInClknetsim() throws Exception {
        Signal wander = Signal.accumulated(new ClknetsimStreams(7).normal().times(1e-9));
        Signal oscillator =
                Signal.sum(Signal.constant(1e-5), Signal.sine(14_400).times(1e-6), wander);
        ClockParameters parameters =
                ClockParameters.DEFAULT.withOffsetNs(50_000_000).withMaxFrequency(ClockParameters.TICK_RANGE);
        SimulatedClock clock = new SimulatedClock(world, oscillator, parameters);
        var poller = new SimulatedNetwork(new Fabric(world, 1), clock).newPoller();
        world.everySecond(second -> compare(second, clock.errorS()));

        poller.await(100_250_000_000L);
        clock.setFrequency(timex(-655_360, 10_000));
        poller.await(5_000_750_000_000L);
        clock.setFrequency(timex(20_000_000, 10_003));
        clock.step(-50_000_000);
        poller.await(20_000_123_000_000L);
        clock.setFrequency(timex(-1_234_567, 9_999));
        world.runUntil(40_000 * VirtualWorld.PS_PER_S);

        assertEquals(LOGGED_OFFSETS_S.keySet(), compared);
        assertTrue(clock.frequencyError().ppm() < -100);
    }

    private void compare(long second, double errorS) {
        Double logged = LOGGED_OFFSETS_S.get(second);
        if (logged != null) {
            assertEquals(logged, errorS, STEERING_AT_WHOLE_NANOSECONDS_S, "offset at " + second + " s");
            compared.add(second);
        }
    }

    /** The frequency of {@code struct timex}: {@code freq} in 2^-16 ppm, {@code tick} in 100 ppm around 10000. */
    private static Frequency timex(int freq, int tick) {
        return Frequency.ofPpm((tick - 10_000) * 100 + freq / 65_536.0);
    }
}
