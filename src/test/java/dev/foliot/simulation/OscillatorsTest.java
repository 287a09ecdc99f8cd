package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.time.Frequency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OscillatorsTest {
    private static final int WALKS = 400;

    /** The sum of squares of n normal variables is chi-square: n with standard deviation sqrt(2 n). */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_000, 10_000})
    void varianceOfWanderGrowsInProportionToTime(int seconds) {
        SeededStreams streams = new SeededStreams(seconds);
        double squares = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            double end = last(Oscillators.wander(streams, Frequency.ofRatio(1e-9)), seconds);
            squares += end * end / (seconds * 1e-18);
        }
        assertEquals(WALKS, squares, 4 * Math.sqrt(2 * WALKS));
    }

    /** The phase of a random-walk frequency has the variance w^2 T^3 / 3. */
    @Test
    void wanderMovesAFreeRunningClockByItsTheoreticalAmount() {
        SeededStreams streams = new SeededStreams(5);
        double seconds = 1_000;
        double squares = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            VirtualWorld world = new VirtualWorld(0);
            Signal wander = Oscillators.wander(streams, Frequency.ofRatio(1e-9));
            SimulatedClock clock = new SimulatedClock(world, wander, ClockParameters.DEFAULT);
            world.run(seconds);
            squares += clock.errorS() * clock.errorS() / (1e-18 * seconds * seconds * seconds / 3);
        }
        assertEquals(WALKS, squares, 4 * Math.sqrt(2 * WALKS));
    }

    @Test
    void sineReachesItsAmplitudeAtAQuarterOfThePeriod() {
        Signal sine = Oscillators.sine(Frequency.ofPpm(1), 14_400);

        assertEquals(1e-6, last(sine, 3_601), 1e-15);
    }

    @Test
    void stepComesAtItsTime() {
        Signal step = Oscillators.step(100, Frequency.ofPpm(5));

        assertEquals(0, step.next(99));
        assertEquals(5e-6, step.next(100), 1e-20);
        assertEquals(5e-6, step.next(1e6), 1e-20);
    }

    @Test
    void modelsAddUp() {
        Signal sum = Oscillators.constant(Frequency.ofPpm(10)).plus(Oscillators.step(2, Frequency.ofPpm(-3)));

        assertEquals(10e-6, sum.next(1), 1e-18);
        assertEquals(7e-6, sum.next(2), 1e-18);
    }

    private static double last(Signal signal, int draws) {
        double value = 0;
        for (int i = 0; i < draws; i++) {
            value = signal.next(i);
        }
        return value;
    }
}
