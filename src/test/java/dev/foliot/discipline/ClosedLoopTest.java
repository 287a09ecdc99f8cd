package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.FilterParameters;
import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Samples;
import dev.foliot.filter.SourceFilter;
import dev.foliot.selection.Candidate;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.selection.SelectionHistory;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.selection.Selector;
import dev.foliot.time.Frequency;
import dev.foliot.time.OscillatorStability;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Filter, selector and discipline on a clock whose error is known, with one server across a network with queues. */
class ClosedLoopTest {
    private static final Frequency CLOCK_LIMIT = Frequency.ofPpm(100_000);
    private static final long S = 1_000_000_000L;
    private static final double DELAY_S = 0.002;
    private static final double QUEUE_S = 50e-6;

    private final Selector selector = new Selector(SelectionParameters.DEFAULT, OscillatorStability.DEFAULT);

    /** Five minutes are what the largest offset that is not stepped, 128 ms, takes at 500 ppm. */
    @Property(tries = 100)
    void anyOffsetAndFrequencyIsGoneInFiveMinutesAndStaysSo(
            @ForAll @DoubleRange(min = -200, max = 200) double oscillatorPpm,
            @ForAll @DoubleRange(min = -1000, max = 1000) double offsetS,
            @ForAll long seed) {
        Random random = new Random(seed);
        SourceFilter filter = new SourceFilter(FilterParameters.DEFAULT);
        ToyClock clock = new ToyClock(oscillatorPpm, offsetS);
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ZERO, CLOCK_LIMIT);
        clock.perform(discipline.start());
        for (int i = 0; i < 80; i++) {
            sample(filter, discipline, clock, random, i);
            clock.run(discipline, clock.monotonicNs + (i < 3 ? 2 : 16) * S);
            if (clock.monotonicNs > 300 * S) {
                assertEquals(0, clock.offsetS, 4 * QUEUE_S, "after sample " + i);
            }
        }
        assertTrue(clock.steps <= 1, clock.steps + " steps");
        assertEquals(clock.correction().ppm(), discipline.correction().ppm(), 1);
        assertTrue(Math.abs(clock.offsetS) <= clock.status.maxErrorS());
    }

    /** Where stepping is forbidden an offset is slewed away, from one side, without swinging to the other. */
    @Property(tries = 50)
    void anOffsetThatMayNotBeSteppedShrinksUntilItIsGone(
            @ForAll @DoubleRange(min = -100, max = 100) double oscillatorPpm,
            @ForAll @IntRange(min = 20, max = 400) int offsetMs,
            @ForAll boolean behind,
            @ForAll long seed) {
        Random random = new Random(seed);
        SourceFilter filter = new SourceFilter(FilterParameters.DEFAULT);
        double sign = behind ? 1 : -1;
        ToyClock clock = new ToyClock(oscillatorPpm, sign * offsetMs * 1e-3);
        Discipline discipline = new Discipline(
                new DisciplineParameters(
                        0.128, 0, Frequency.ofPpm(500), Frequency.ofPpm(500), OscillatorStability.DEFAULT),
                Frequency.ZERO,
                CLOCK_LIMIT);
        clock.perform(discipline.start());
        double beforeS = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 150; i++) {
            sample(filter, discipline, clock, random, i);
            clock.run(discipline, clock.monotonicNs + (i < 3 ? 2 : 16) * S);
            double errorS = sign * clock.offsetS;
            assertTrue(errorS > -4 * QUEUE_S, "after sample " + i + " on the other side by " + errorS);
            if (i > 4) {
                assertTrue(errorS < Math.max(beforeS, 4 * QUEUE_S), "after sample " + i + " grown to " + errorS);
            }
            beforeS = errorS;
        }
        assertEquals(0, clock.offsetS, 4 * QUEUE_S);
        assertEquals(0, clock.steps);
    }

    /** Measures, and from the end of the burst on disciplines. */
    private void sample(SourceFilter filter, Discipline discipline, ToyClock clock, Random random, int number) {
        double there = -QUEUE_S * Math.log(1 - random.nextDouble());
        double back = -QUEUE_S * Math.log(1 - random.nextDouble());
        filter.add(PlacedSample.of(
                Samples.of(clock.monotonicNs, clock.offsetS + (there - back) / 2, DELAY_S + there + back),
                clock.ledger));
        Candidate<String> candidate = new Candidate<>("server", true, filter.estimate(), 0, SelectionOptions.NONE);
        Optional<ClockEstimate> estimate = selector.select(
                        List.of(candidate), new SelectionHistory<>(), clock.monotonicNs, clock.ledger)
                .estimate();
        if (number >= 3) {
            filter.clockStepped(
                    clock.perform(discipline.onEstimate(estimate.orElseThrow(), clock.read(), clock.ledger)));
        }
    }
}
