package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.FilterParameters;
import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.filter.SourceFilter;
import dev.foliot.selection.Candidate;
import dev.foliot.selection.SelectionHistory;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionOutcome;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.selection.Selector;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.StampSource;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Filter, selector and discipline with sources that say anything that passes the tests of a packet. */
class HostileSourcesTest {
    private static final long S = 1_000_000_000L;
    private static final int SAMPLES = 100;
    private static final double LONGEST_AGE_S = 1e9;

    private final Selector selector = new Selector(SelectionParameters.DEFAULT, OscillatorStability.DEFAULT);
    private SelectionHistory<Integer> history = new SelectionHistory<>();
    private final List<SourceFilter> filters = new ArrayList<>();
    private ToyClock clock = new ToyClock(20, 0.5);

    /** What is told to the clock is a number, within what the clock can do, and what is promised is one as well. */
    @Property(tries = 60)
    void noSourceMakesNonsenseOfTheClock(
            @ForAll @LongRange(min = 0, max = 1L << 40) long seed,
            @ForAll @IntRange(min = 1, max = 4) int sources,
            @ForAll @IntRange(min = -9, max = 4) int logIntervalS,
            @ForAll @IntRange(min = -1, max = 3) int stepLimit,
            @ForAll @IntRange(min = 1, max = 600) int limitPpm) {
        history = new SelectionHistory<>();
        clock = new ToyClock(20, 0.5);
        filters.clear();
        Random random = new Random(seed);
        Frequency limit = Frequency.ofPpm(limitPpm);
        Discipline discipline =
                new Discipline(DisciplineParameters.DEFAULT.withSteps(0.128, stepLimit), Frequency.ofPpm(-500), limit);
        double[] offsetS = new double[sources];
        double[] delayS = new double[sources];
        for (int i = 0; i < sources; i++) {
            filters.add(new SourceFilter(FilterParameters.DEFAULT));
            delayS[i] = random.nextInt(4) == 0 ? 0 : between(random, 1e-9, 10);
        }
        for (int n = 0; n < SAMPLES; n++) {
            double waitS = StrictMath.pow(10, logIntervalS) * (random.nextInt(20) == 0 ? 1000 : random.nextDouble());
            clock.run(discipline, clock.monotonicNs + 1 + (long) (waitS * S));
            int i = random.nextInt(sources);
            offsetS[i] += random.nextInt(8) == 0 ? random.nextGaussian() * between(random, 1e-9, 1e9) : 0;
            delayS[i] = random.nextInt(8) == 0 ? between(random, 1e-12, 16) : delayS[i];
            filters.get(i).add(PlacedSample.of(sample(random, clock.offsetS + offsetS[i], delayS[i]), clock.ledger));
            requireSense(filters.get(i).estimate().orElseThrow());
            discipline(discipline, i);
            assertTrue(Math.abs(clock.steering().ppm()) <= limitPpm * (1 + 1e-9), "steered by " + clock.steering());
            requireSense(discipline);
        }
    }

    /** Where rounding leaves nothing of a variance. */
    @Test
    void sampleAcrossNoDistanceAfterHoursIsCertainButNotMore() {
        SourceFilter filter = new SourceFilter(FilterParameters.DEFAULT);
        Random random = new Random(1);
        for (int n = 0; n < 4; n++) {
            clock.monotonicNs += 40_000 * S;
            filter.add(PlacedSample.of(sample(random, 5e-4, 4e-8), clock.ledger));
            requireSense(filter.estimate().orElseThrow());
        }
    }

    private void discipline(Discipline discipline, int latest) {
        List<Candidate<Integer>> candidates = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            candidates.add(new Candidate<>(i, true, filters.get(i).estimate(), i, SelectionOptions.NONE));
        }
        SelectionOutcome<Integer> outcome = selector.select(candidates, history, clock.monotonicNs, clock.ledger);
        history.remember(candidates, outcome.roles());
        if (outcome.estimate().isPresent() && outcome.roles().get(latest).used()) {
            double stepS =
                    clock.perform(discipline.onEstimate(outcome.estimate().get(), clock.read(), clock.ledger));
            filters.forEach(filter -> filter.clockStepped(stepS));
        }
    }

    private Sample sample(Random random, double offsetS, double delayS) {
        return new Sample(
                clock.monotonicNs,
                offsetS,
                delayS,
                random.nextInt(4) == 0 ? 0 : between(random, 1e-9, 1),
                random.nextInt(4) == 0 ? 0 : between(random, 1e-6, 30),
                random.nextInt(4) == 0 ? 0 : between(random, 1e-6, 15),
                1 + random.nextInt(15),
                LeapIndicator.of(random.nextInt(3)),
                random.nextInt(),
                StampSource.KERNEL,
                StampSource.KERNEL);
    }

    private static double between(Random random, double low, double high) {
        return low * StrictMath.pow(high / low, random.nextDouble());
    }

    private static void requireSense(SourceEstimate estimate) {
        assertTrue(Double.isFinite(estimate.freeOffsetS()), estimate::toString);
        Uncertainty uncertainty = estimate.uncertainty();
        assertTrue(uncertainty.offsetS2() > 0 && uncertainty.frequency2() > 0, estimate::toString);
        for (double ageS = 1e-3; ageS <= LONGEST_AGE_S; ageS *= 10) {
            assertTrue(Double.isFinite(uncertainty.offsetErrorS(ageS)), ageS + " s after " + estimate);
        }
        assertTrue(Double.isFinite(estimate.bestErrorS()) && Double.isFinite(estimate.jitterS()));
    }

    private void requireSense(Discipline discipline) {
        assertFalse(Double.isNaN(discipline.bound().atS(clock.monotonicNs)));
        if (clock.status != null) {
            double maxErrorS = clock.status.maxErrorS();
            double expectedS = clock.status.estimatedErrorS();
            assertTrue(maxErrorS >= 0 && maxErrorS <= DisciplineParameters.LARGEST_MAXIMUM_ERROR_S, maxErrorS + " s");
            assertTrue(expectedS >= 0 && Double.isFinite(expectedS), expectedS + " s");
        }
    }
}
