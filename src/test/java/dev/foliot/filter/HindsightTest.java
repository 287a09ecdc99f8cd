package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.filter.TrackState.Observation;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by looking back equals what is found by starting at the other end. */
class HindsightTest {
    private static final int COUNT = 12;
    private static final double STEP_S = 16;
    private static final double WANDER2 = 1e-16;
    private static final double DRIFT2 = 1e-14;

    /**
     * The first state with all later observations, once by filtering a world in which time runs backwards (offsets of
     * opposite frequency), once in hindsight. Priors are as vague as they come beside the observations.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lookingBackIsFilteringBackwards(long seed) {
        Random random = new Random(seed);
        Observation[] up = observations(random);
        Observation[] down = observations(random);

        TrackState prior = vague();
        Hindsight hindsight = new Hindsight();
        hindsight.clear();
        for (int i = COUNT - 1; i > 0; i--) {
            hindsight.add(Way.UP, up[i]);
            hindsight.add(Way.DOWN, down[i]);
            hindsight.rewind(STEP_S, WANDER2, DRIFT2);
        }
        hindsight.judge(prior, Way.UP, down[0]);

        TrackState backwards = vague();
        for (int i = COUNT - 1; i > 0; i--) {
            backwards.observe(Way.UP, up[i]);
            backwards.observe(Way.DOWN, down[i]);
            backwards.advance(STEP_S, WANDER2, DRIFT2);
        }
        backwards.observe(Way.DOWN, down[0]);
        assertEquals(backwards.expectedS(Way.UP), hindsight.meanS(), 1e-9);
        assertEquals(backwards.varianceS2(Way.UP), hindsight.varianceS2(), 1e-3 * hindsight.varianceS2());
    }

    private static TrackState vague() {
        TrackState state = new TrackState();
        state.xx = 1;
        state.ff = 1e-6;
        state.dd = 1;
        return state;
    }

    private static Observation[] observations(Random random) {
        Observation[] observations = new Observation[COUNT];
        for (int i = 0; i < COUNT; i++) {
            observations[i] = new Observation();
            double deviationS = 1e-6 * (0.5 + random.nextDouble());
            observations[i].precision = 1 / (deviationS * deviationS);
            observations[i].weighted = (0.01 + deviationS * random.nextGaussian()) * observations[i].precision;
        }
        return observations;
    }
}
