package dev.foliot.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.selection.ClockEstimate;
import dev.foliot.time.ClockReading;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.Uncertainty;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisciplineTest {
    private static final double SYSTEMATIC_S = 0.02;
    private static final Uncertainty UNCERTAINTY = new Uncertainty(1e-10, 0, 1e-16, 1e-18);

    private static final Frequency CLOCK_LIMIT = Frequency.ofPpm(100_000);
    private static final long S = 1_000_000_000L;
    private static final double ROOT_DELAY_S = 0.020;
    private static final double ROOT_DISPERSION_S = 0.003;
    private static final DisciplineParameters NEVER_STEP = stepping(0.128, 0);

    @Test
    void itStartsUnsynchronisedWithTheFrequencyOfTheDriftFile() {
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ofPpm(12), CLOCK_LIMIT);
        assertEquals(
                List.of(
                        new ClockCommand.SetFrequency(Frequency.ofPpm(12)),
                        new ClockCommand.SetStatus(LeapIndicator.UNSYNCHRONISED, 16, 16)),
                discipline.start());
        assertFalse(discipline.synchronised());
        assertEquals(ErrorBound.UNKNOWN, discipline.bound());
        assertEquals(Long.MAX_VALUE, discipline.deadlineNs());
    }

    @ParameterizedTest
    @CsvSource({
        // threshold, limit, update, offset, stepped
        "0.128, 3, 0, 0.1281, true",
        "0.128, 3, 0, -0.1281, true",
        "0.128, 3, 0, 0.1279, false",
        "0.128, 3, 2, 0.5, true",
        "0.128, 3, 3, 0.5, false",
        "0.128, 0, 0, 0.5, false",
        "0.128, -1, 50, 0.5, true",
        "0.128, 3, 0, 1.79e9, true"
    })
    void offsetsBeyondTheThresholdAreSteppedInTheFirstUpdates(
            double thresholdS, int limit, int earlierUpdates, double offsetS, boolean stepped) {
        Discipline discipline = new Discipline(stepping(thresholdS, limit), Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0);
        for (int i = 0; i < earlierUpdates; i++) {
            update(discipline, clock);
        }
        clock.offsetS = offsetS;
        update(discipline, clock);
        assertEquals(stepped ? 1 : 0, clock.steps);
        assertEquals(stepped ? 0 : offsetS, clock.offsetS, 1e-9);
        assertEquals(earlierUpdates + 1, discipline.updates());
    }

    @Test
    void aStepComesBeforeTheFrequencyAndLeavesNothingToSlew() {
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 1.5);
        List<ClockCommand> commands = discipline.onEstimate(truth(clock), clock.read(), clock.ledger);
        assertEquals(new ClockCommand.Step(1_500_000_000L), commands.get(0));
        assertEquals(
                0, ((ClockCommand.SetFrequency) commands.get(1)).frequency().ppb(), 1e-3);
        assertEquals(3, commands.size());
    }

    /**
     * What the frequency commands add up to until the slew's end is the offset. A slew runs by the clock that it bends,
     * whence an error of the slew's rate, and of the oscillator's: a thousandth at the most.
     */
    @Property
    void aSlewTakesTheOffsetAwayAndEnds(
            @ForAll @DoubleRange(min = -400, max = 400) double oscillatorPpm,
            @ForAll @IntRange(min = -500_000, max = 500_000) int offsetUs,
            @ForAll @DoubleRange(min = 1, max = 500) double maximumSlewPpm) {
        double offsetS = offsetUs * 1e-6;
        DisciplineParameters parameters = new DisciplineParameters(
                1, 0, Frequency.ofPpm(maximumSlewPpm), Frequency.ofPpm(500), OscillatorStability.DEFAULT);
        Discipline discipline = new Discipline(parameters, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(oscillatorPpm, offsetS);

        update(discipline, clock);

        double slewPpm = clock.steering().ppm() - clock.correction().ppm();
        assertTrue(Math.abs(slewPpm) <= maximumSlewPpm * (1 + 1e-9), slewPpm + " ppm");
        assertEquals(clock.correction().ppb(), discipline.correction().ppb(), 1e-6);
        clock.runToEndOfSlew(discipline);
        long endNs = clock.monotonicNs;
        assertTrue(offsetS == 0 || endNs >= S && endNs <= Math.max(S, Math.abs(offsetS) / maximumSlewPpm * 1e15 + 1));
        assertEquals(0, clock.offsetS, Math.abs(offsetS) * 1e-3 + 1e-9);
        assertEquals(clock.correction().ppb(), clock.steering().ppb(), 1e-6);
        double endOffsetS = clock.offsetS;
        clock.run(discipline, endNs + 10_000 * S);
        assertEquals(endOffsetS, clock.offsetS, 1e-9);
    }

    @Test
    void aSlewTakesAQuarterOfTheTimeBetweenUpdatesWithinLimits() {
        Discipline discipline = new Discipline(NEVER_STEP, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0);
        long[] pausesS = {0, 2, 16, 64, 256, 1024};
        long[] slewsS = {1, 1, 4, 16, 64, 64};
        for (int i = 0; i < pausesS.length; i++) {
            clock.run(discipline, clock.monotonicNs + pausesS[i] * S);
            clock.offsetS = 1e-5;
            update(discipline, clock);
            assertEquals(slewsS[i] * S, discipline.deadlineNs() - clock.monotonicNs, "after " + pausesS[i] + " s");
            assertEquals(10.0 / slewsS[i], clock.steering().ppm(), 1e-6);
        }
    }

    @Test
    void aNewEstimateReplacesTheSlewUnderWay() {
        Discipline discipline = new Discipline(NEVER_STEP, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0.100);
        update(discipline, clock);
        clock.run(discipline, 100 * S);
        assertEquals(0.050, clock.offsetS, 1e-4);
        update(discipline, clock);
        clock.runToEndOfSlew(discipline);
        assertEquals(0, clock.offsetS, 1e-4);
        assertEquals(200, clock.monotonicNs * 1e-9, 1);
    }

    @Test
    void aFrequencyBeyondTheLimitIsNotBelieved() {
        DisciplineParameters parameters =
                new DisciplineParameters(1, 0, Frequency.ofPpm(500), Frequency.ofPpm(100), OscillatorStability.DEFAULT);
        assertEquals(
                100,
                new Discipline(parameters, Frequency.ofPpm(300), CLOCK_LIMIT)
                        .correction()
                        .ppm(),
                1e-9);
        for (double ppm : new double[] {-300, 300}) {
            Discipline discipline = new Discipline(parameters, Frequency.ZERO, CLOCK_LIMIT);
            ToyClock clock = new ToyClock(-ppm, 0);
            update(discipline, clock);
            assertEquals(Math.copySign(100, ppm), discipline.correction().ppm(), 1e-9);
        }
    }

    @Test
    void aSlewAsksNoMoreThanTheClockCanDoAndTakesLongerInstead() {
        for (double sign : new double[] {-1, 1}) {
            Discipline discipline = new Discipline(NEVER_STEP, Frequency.ofPpm(sign * 300), Frequency.ofPpm(500));
            ToyClock clock = new ToyClock(sign * -300, sign * 0.100);
            clock.perform(discipline.start());
            update(discipline, clock);
            assertEquals(sign * 500, clock.steering().ppm(), 1, "300 of them for the oscillator");
            clock.runToEndOfSlew(discipline);
            assertEquals(0, clock.offsetS, 1e-4);
            assertEquals(500, clock.monotonicNs * 1e-9, 5, "seconds at 200 ppm");
        }
    }

    @Test
    void aRefusedStepPromisesNothing() {
        Discipline discipline = new Discipline(stepping(0.128, 3), Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 1);
        update(discipline, clock);
        assertTrue(discipline.synchronised());

        clock.perform(discipline.stepRefused());

        assertFalse(discipline.synchronised());
        assertEquals(LeapIndicator.UNSYNCHRONISED, clock.status.leap());
        assertEquals(Double.POSITIVE_INFINITY, discipline.bound().atS(0));
        assertEquals(0, clock.steering().ppm(), 0.0);
        assertEquals(Long.MAX_VALUE, discipline.deadlineNs());
        assertEquals(0, discipline.updates(), "so that the next one may step");
    }

    @Test
    void theBoundGrowsByTheFrequencyThatTheClockIsDenied() {
        DisciplineParameters parameters =
                new DisciplineParameters(1, 0, Frequency.ofPpm(500), Frequency.ofPpm(100), OscillatorStability.DEFAULT);
        Discipline discipline = new Discipline(parameters, Frequency.ZERO, CLOCK_LIMIT);
        update(discipline, new ToyClock(-300, 0));
        double growth = discipline.bound().growth(0).ratio();
        assertEquals(200e-6, growth, 1e-6);
    }

    @Test
    void theStatusBoundsTheErrorWhileItIsSlewedAway() {
        Discipline discipline = new Discipline(NEVER_STEP, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, -0.100);
        update(discipline, clock);
        assertEquals(LeapIndicator.NONE, clock.status.leap());
        assertEquals(0.100 + SYSTEMATIC_S + 4e-5, clock.status.maxErrorS(), 1e-12);
        assertEquals(0.100 + 1e-5, clock.status.estimatedErrorS(), 1e-12);
        assertEquals(clock.status.maxErrorS(), discipline.bound().atS(0), 1e-12);
        assertEquals(
                0.100 + SYSTEMATIC_S + 4 * UNCERTAINTY.offsetErrorS(1000) + OscillatorStability.DEFAULT.offsetS(1000),
                discipline.bound().atS(1000 * S),
                1e-12);
        assertTrue(discipline.synchronised());
    }

    @Test
    void theClockIsNoLongerSynchronisedOnceItsBoundHasGrownToSixteenSeconds() {
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0);
        update(discipline, clock);
        double leftS = discipline.bound().reachesNs(16) * 1e-9;

        clock.run(discipline, (long) ((leftS - 1) * 1e9));
        assertTrue(discipline.synchronised());
        assertEquals(LeapIndicator.NONE, clock.status.leap());
        clock.run(discipline, (long) ((leftS + 1) * 1e9));
        assertFalse(discipline.synchronised());
        assertEquals(new ClockCommand.SetStatus(LeapIndicator.UNSYNCHRONISED, 16, 16), clock.status);
        assertEquals(Long.MAX_VALUE, discipline.deadlineNs());

        update(discipline, clock);
        assertTrue(discipline.synchronised());
        assertEquals(LeapIndicator.NONE, clock.status.leap());
    }

    /** The kernel's own error grows by 500 ppm. */
    @Test
    void theStatusIsPublishedAgainWhileThereIsNoNewEstimate() {
        Discipline discipline = new Discipline(NEVER_STEP, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0.1);
        update(discipline, clock);
        for (int i = 1; i <= 500; i++) {
            clock.run(discipline, clock.monotonicNs + 80 * S);
            assertEquals(discipline.bound().atS(clock.monotonicNs), clock.status.maxErrorS(), 1e-12);
            double leftS = Math.max(0, 0.1 - 500e-6 * 80 * i);
            double expectedS = UNCERTAINTY.offsetErrorS(80 * i);
            assertEquals(leftS + expectedS, clock.status.estimatedErrorS(), 1e-4);
        }
        ClockCommand.SetStatus last = clock.status;
        clock.run(discipline, clock.monotonicNs + 79 * S);
        assertSame(last, clock.status, "no more than needed");
    }

    @Test
    void whatTheSourcesHaveAnnouncedHoldsToTheEndOfTheMonth() {
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 0);
        long start = Instant.parse("2016-12-30T22:00:00Z").getEpochSecond() * S;
        clock.perform(
                discipline.onEstimate(truth(clock, LeapIndicator.INSERT), new ClockReading(start, 0), clock.ledger));
        assertEquals(LeapIndicator.NONE, clock.status.leap(), "not today");
        clock.perform(discipline.onDeadline(new ClockReading(start + 7300 * S, 7300 * S)));
        assertEquals(LeapIndicator.INSERT, clock.status.leap(), "it is the last day now");
        clock.perform(discipline.onDeadline(new ClockReading(start + 93_601 * S, 93_601 * S)));
        assertEquals(LeapIndicator.NONE, clock.status.leap());
        assertEquals(LeapIndicator.NONE, discipline.announcedLeap());
        long end = 93_600 + 31 * 86_400L;
        discipline.onDeadline(new ClockReading(start + (end - 60) * S, 93_700 * S));
        assertEquals(LeapIndicator.NONE, discipline.announcedLeap(), "that was another month");
    }

    @Test
    void aClockThatIsSixteenSecondsOffIsNotSynchronisedWhateverIsKnownOfIt() {
        Discipline discipline = new Discipline(NEVER_STEP, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, 30);
        update(discipline, clock);
        assertFalse(discipline.synchronised());
        assertEquals(new ClockCommand.SetStatus(LeapIndicator.UNSYNCHRONISED, 16, 16), clock.status);
        assertEquals(500, clock.steering().ppm(), 1e-6, "it is slewed nevertheless");

        clock.run(discipline, 30_000 * S);
        assertEquals(15, clock.offsetS, 0.1);
        update(discipline, clock);
        assertTrue(discipline.synchronised());
    }

    @Test
    void whenSomebodyElseSetsTheClockItStartsOverButKeepsTheFrequency() {
        Discipline discipline = new Discipline(stepping(0.128, 1), Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(-25, 0.010);
        update(discipline, clock);
        assertEquals(25, clock.correction().ppm(), 0.01);

        clock.perform(discipline.clockSetByOther());

        assertEquals(clock.correction().ppb(), clock.steering().ppb(), 1e-6);
        assertEquals(LeapIndicator.UNSYNCHRONISED, clock.status.leap());
        assertFalse(discipline.synchronised());
        assertEquals(Double.POSITIVE_INFINITY, discipline.bound().atS(0));
        assertEquals(Long.MAX_VALUE, discipline.deadlineNs());
        clock.offsetS = 5;
        update(discipline, clock);
        assertEquals(1, clock.steps, "it may step again");
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T12:00:00Z, 0, INSERT",
        "2016-12-30T12:00:00Z, 0, NONE",
        // The day is that of the clock after the step, not before.
        "2016-12-30T23:59:59Z, 3, INSERT",
        "1970-01-01T00:00:05Z, 1483199990, INSERT",
        "2016-12-31T23:59:59Z, 3, NONE",
        "2017-01-31T00:00:01Z, -3, NONE",
        "1970-01-31T00:00:05Z, 1783080000, NONE"
    })
    void aLeapSecondIsArmedOnTheLastDayOfAMonthByTheClockAsItIsSet(
            Instant clockShows, double offsetS, LeapIndicator armed) {
        Discipline discipline = new Discipline(DisciplineParameters.DEFAULT, Frequency.ZERO, CLOCK_LIMIT);
        ToyClock clock = new ToyClock(0, offsetS);
        ClockReading now = new ClockReading(clockShows.getEpochSecond() * S, clock.monotonicNs);
        clock.perform(discipline.onEstimate(truth(clock, LeapIndicator.INSERT), now, clock.ledger));
        assertEquals(armed, clock.status.leap());
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        Frequency some = Frequency.ofPpm(1);
        Frequency negative = Frequency.ofPpm(-1);
        assertThrows(IllegalArgumentException.class, () -> stepping(0, 3));
        assertThrows(IllegalArgumentException.class, () -> stepping(Double.NaN, 3));
        OscillatorStability stability = OscillatorStability.DEFAULT;
        assertThrows(
                IllegalArgumentException.class, () -> new DisciplineParameters(1, 3, Frequency.ZERO, some, stability));
        assertThrows(
                IllegalArgumentException.class, () -> new DisciplineParameters(1, 3, some, Frequency.ZERO, stability));
        assertThrows(IllegalArgumentException.class, () -> new OscillatorStability(negative, 1));
        assertThrows(IllegalArgumentException.class, () -> new OscillatorStability(some, 0));
    }

    private static DisciplineParameters stepping(double thresholdS, int limit) {
        return new DisciplineParameters(
                thresholdS, limit, Frequency.ofPpm(500), Frequency.ofPpm(500), OscillatorStability.DEFAULT);
    }

    private static void update(Discipline discipline, ToyClock clock) {
        clock.perform(discipline.onEstimate(truth(clock), clock.read(), clock.ledger));
    }

    private static ClockEstimate truth(ToyClock clock) {
        return truth(clock, LeapIndicator.NONE);
    }

    /** An estimate that is right. */
    private static ClockEstimate truth(ToyClock clock, LeapIndicator leap) {
        return new ClockEstimate(
                clock.ledger.freeRunningNs(clock.monotonicNs),
                clock.offsetS + clock.ledger.gainedS(clock.monotonicNs),
                clock.correction(),
                UNCERTAINTY,
                SYSTEMATIC_S,
                ROOT_DELAY_S,
                ROOT_DISPERSION_S,
                2,
                0,
                leap,
                1);
    }
}
