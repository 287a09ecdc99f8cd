package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.filter.Sample;
import dev.foliot.filter.Samples;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final long NOW_NS = 1_000_000_000_000L;
    private static final OscillatorStability STABILITY = OscillatorStability.DEFAULT;

    /** What {@link Samples} has besides its delay: half of the root delay, root dispersion, dispersion. */
    private static final double REST_S = 0.005 + 0.001 + Samples.DISPERSION_S;

    private final SteeringLedger ledger = new SteeringLedger(NOW_NS, Frequency.ZERO);
    private final List<Candidate<String>> candidates = new ArrayList<>();

    /** A source as a test wants it; all is as good as can be until it says otherwise. */
    private final class Source {
        private final String name;
        private double offsetS;
        private double errorS = 1e-5;
        private double delayS = 0.010;
        private double frequencyPpm = 0;
        private double frequencyErrorPpm = 0.1;
        private double covarianceS;
        private int stratum = 2;
        private LeapIndicator leap = LeapIndicator.NONE;
        private long ageNs;
        private boolean reachable = true;

        Source(String name, double offsetS) {
            this.name = name;
            this.offsetS = offsetS;
        }

        Source error(double errorS) {
            this.errorS = errorS;
            return this;
        }

        Source delay(double delayS) {
            this.delayS = delayS;
            return this;
        }

        Source frequency(double ppm, double errorPpm) {
            frequencyPpm = ppm;
            frequencyErrorPpm = errorPpm;
            return this;
        }

        Source covariance(double covarianceS) {
            this.covarianceS = covarianceS;
            return this;
        }

        Source stratum(int stratum) {
            this.stratum = stratum;
            return this;
        }

        Source leap(LeapIndicator leap) {
            this.leap = leap;
            return this;
        }

        Source age(double seconds) {
            ageNs = (long) (seconds * 1e9);
            return this;
        }

        Source unreachable() {
            reachable = false;
            return this;
        }

        SourceEstimate estimate() {
            long takenNs = NOW_NS - ageNs;
            Sample sample = Samples.of(takenNs, offsetS, delayS, stratum, leap);
            return new SourceEstimate(
                    takenNs,
                    offsetS,
                    Frequency.ofPpm(frequencyPpm),
                    new Uncertainty(errorS * errorS, covarianceS, frequencyErrorPpm * frequencyErrorPpm * 1e-12, 0),
                    1e-5,
                    sample,
                    delayS,
                    sample,
                    0,
                    8);
        }

        void add() {
            candidates.add(
                    new Candidate<>(name, reachable, Optional.of(estimate()), name.hashCode(), SelectionOptions.NONE));
        }
    }

    private Source source(String name, double offsetS) {
        return new Source(name, offsetS);
    }

    private SelectionOutcome<String> select() {
        return select(1);
    }

    private SelectionOutcome<String> select(int minimumAgreeing) {
        return new Selector(new SelectionParameters(minimumAgreeing, 1.5), STABILITY)
                .select(candidates, new SelectionHistory<>(), NOW_NS, ledger);
    }

    @Test
    void oneSourceIsSelected() {
        source("a", 0.25).frequency(-7, 0.3).stratum(3).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(Map.of("a", SourceRole.SELECTED), outcome.roles());
        assertEquals(1, outcome.quorum().agreeing());
        assertEquals(1, outcome.quorum().needed());
        ClockEstimate estimate = outcome.estimate().orElseThrow();
        assertEquals(0.25, estimate.offsetS(NOW_NS, ledger), 1e-15);
        assertEquals(1e-5, estimate.uncertainty().offsetErrorS(), 1e-18);
        assertEquals(-7, estimate.frequency().ppm(), 1e-9);
        assertEquals(0.3, estimate.uncertainty().frequencyError().ppm(), 1e-9);
        assertEquals(0.020, estimate.rootDelayS(), 1e-12);
        assertEquals(0.001 + Samples.DISPERSION_S + 4e-5, estimate.rootDispersionS(), 1e-12);
        assertEquals(3, estimate.stratum());
        assertEquals("a".hashCode(), estimate.referenceId());
        assertEquals(1, estimate.sources());
    }

    @Test
    void aFalsetickerOfThreeIsOutvoted() {
        source("right", 0.001).add();
        source("false", 0.5).delay(0.001).stratum(1).add();
        source("true", -0.001).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("false"));
        assertTrue(outcome.roles().get("right").used()
                && outcome.roles().get("true").used());
        assertEquals(2, outcome.quorum().agreeing());
        assertEquals(0, outcome.estimate().orElseThrow().offsetS(NOW_NS, ledger), 1e-12);
    }

    @Test
    void twoFalsetickersOfFiveAreOutvotedThoughTheyAgree() {
        source("a", 0.000).add();
        source("b", 0.001).add();
        source("c", 0.002).add();
        source("x", 0.700).add();
        source("y", 0.701).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("x"));
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("y"));
        assertEquals(3, outcome.estimate().orElseThrow().sources());
    }

    @Test
    void twoThatDisagreeAreNoMajority() {
        source("a", 0).add();
        source("b", 0.5).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(Map.of("a", SourceRole.NO_MAJORITY, "b", SourceRole.NO_MAJORITY), outcome.roles());
        assertEquals(1, outcome.quorum().agreeing());
        assertEquals(2, outcome.quorum().needed());
    }

    @Test
    void twoPairsThatDisagreeAreNoMajority() {
        source("a", 0).add();
        source("b", 0.001).add();
        source("c", 0.5).add();
        source("d", 0.501).add();
        assertEquals(Optional.empty(), select().estimate());
    }

    @Test
    void betweenTwoThatDisagreeAThirdThatCannotTellMakesNoMajority() {
        source("low", -0.1).add();
        source("high", 0.1).add();
        source("vague", 0).delay(0.6).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(1, outcome.quorum().agreeing(), "the vague one is right whoever of the others is");
        assertEquals(2, outcome.quorum().needed());
    }

    @Test
    void aLiarWithinTheClaimOfAVagueSourceIsOutvotedByTwoThatAreSure() {
        source("sure", 0).add();
        source("surer", 0.001).add();
        source("vague", 0).delay(1.5).add();
        source("liar", 0.5).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(SourceRole.FALSETICKER, outcome.roles().get("liar"));
        assertEquals(0, outcome.estimate().orElseThrow().offsetS(NOW_NS, ledger), 0.002);
        assertEquals(3, outcome.quorum().agreeing());
    }

    @Test
    void fewerThanConfiguredDoNotMoveTheClock() {
        source("a", 0).add();
        source("b", 0.001).add();
        assertEquals(Optional.empty(), select(3).estimate());
        assertEquals(3, select(3).quorum().needed());
        assertTrue(select(2).estimate().isPresent());
    }

    @Test
    void aSourceTooDistantHasNoVote() {
        source("near", 0).add();
        source("far", 0.9).delay(2.99).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(Map.of("near", SourceRole.SELECTED, "far", SourceRole.TOO_DISTANT), outcome.roles());
        assertEquals(1, outcome.quorum().needed());
    }

    @Test
    void aSourceThatDoesNotAnswerHasNoVote() {
        source("near", 0).add();
        source("gone", 0.5).unreachable().add();
        assertEquals(Map.of("near", SourceRole.SELECTED, "gone", SourceRole.UNREACHABLE), select().roles());
    }

    @Test
    void aSourceWithoutSamplesHasNoVote() {
        candidates.add(new Candidate<>("new", true, Optional.empty(), 0, SelectionOptions.NONE));
        SelectionOutcome<String> outcome = select();
        assertEquals(Map.of("new", SourceRole.TOO_FEW_SAMPLES), outcome.roles());
        assertEquals(Optional.empty(), outcome.estimate());
        assertEquals(0, outcome.quorum().agreeing());
    }

    @Test
    void nobodyIsNoMajority() {
        assertEquals(Optional.empty(), select().estimate());
        assertEquals(1, select().quorum().needed());
    }

    @Test
    void aSourceThatHasBeenSilentForTooLongIsTooDistant() {
        source("stale", 0).age(2_000_000).add();
        assertEquals(Map.of("stale", SourceRole.TOO_DISTANT), select().roles());
    }

    @Test
    void theLeastDistanceIsSelected() {
        source("far", 0).delay(0.030).stratum(1).add();
        source("near", 0).delay(0.010).stratum(1).add();
        assertEquals(SourceRole.SELECTED, select().roles().get("near"));
        assertEquals(SourceRole.COMBINED, select().roles().get("far"));
    }

    @Test
    void aStratumCostsAMillisecond() {
        source("below", 0).delay(0.0100).stratum(3).add();
        source("above", 0).delay(0.0118).stratum(2).add();
        assertEquals(SourceRole.SELECTED, select().roles().get("above"));
        candidates.clear();
        source("below", 0).delay(0.0100).stratum(3).add();
        source("above", 0).delay(0.0122).stratum(2).add();
        assertEquals(SourceRole.SELECTED, select().roles().get("below"));
    }

    @Test
    void aSourceMoreThanThreeTimesAsDistantAddsNothing() {
        double nearestS = 0.005 + REST_S + 4e-5;
        source("near", 0).add();
        source("within", 0).delay(2 * (2.99 * nearestS - REST_S - 4e-5)).add();
        source("beyond", 0.00001).delay(2 * (3.01 * nearestS - REST_S - 4e-5)).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(
                Map.of("near", SourceRole.SELECTED, "within", SourceRole.COMBINED, "beyond", SourceRole.OUTLIER),
                outcome.roles());
        assertEquals(2, outcome.estimate().orElseThrow().sources());
        assertEquals(0, outcome.estimate().orElseThrow().offsetS(NOW_NS, ledger), 1e-12);
    }

    @Test
    void sourcesCountByTheInverseOfTheirVariance() {
        source("sharp", 0.0010).error(1e-4).frequency(10, 0.1).add();
        source("blunt", 0.0011).error(2e-4).frequency(20, 0.3).stratum(3).add();
        ClockEstimate estimate = select().estimate().orElseThrow();
        assertEquals((4 * 0.0010 + 0.0011) / 5, estimate.offsetS(NOW_NS, ledger), 1e-12);
        assertEquals(Math.sqrt(1 / (1e8 + 0.25e8)), estimate.uncertainty().offsetErrorS(), 1e-12);
        assertEquals((9 * 10 + 20) / 10.0, estimate.frequency().ppm(), 1e-9);
        assertEquals(
                Math.sqrt(1 / (100 + 100 / 9.0)),
                estimate.uncertainty().frequencyError().ppm(),
                1e-9);
        assertEquals(0.001 + Samples.DISPERSION_S + 4e-4 + 2e-5, estimate.rootDispersionS(), 1e-12);
    }

    /** Paths are asymmetric: what keeps apart sources that are sure of themselves counts for each of them alike. */
    @Test
    void sourcesThatDifferForGoodCountAlikeHoweverSureTheyAre() {
        source("a", 0.001).error(1e-5).add();
        source("b", 0.003).error(1e-7).add();
        source("c", 0.002).error(1e-5).add();
        assertEquals(0.002, select().estimate().orElseThrow().offsetS(NOW_NS, ledger), 1e-5);
    }

    /** All three claims have a point in common, for the path is long. */
    @Test
    void aSourceThatDriftsIsLeftOutLongBeforeItsClaimIsFalse() {
        source("a", 0).delay(0.1).frequency(10, 0.01).add();
        source("b", 0).delay(0.1).frequency(10.01, 0.01).add();
        source("drifting", 0.0001).delay(0.05).frequency(11, 0.01).add();
        assertEquals(
                Map.of("a", SourceRole.SELECTED, "b", SourceRole.COMBINED, "drifting", SourceRole.DEVIATING),
                select().roles());
    }

    @Test
    void aSourceFarFromTheOthersIsLeftOutThoughItsClaimMeetsTheirs() {
        source("a", 0.00001).delay(0.1).add();
        source("b", 0).delay(0.1).add();
        source("c", -0.00001).delay(0.1).add();
        source("liar", 0.02).error(1e-7).delay(0.06).add();
        SelectionOutcome<String> outcome = select();
        assertEquals(SourceRole.DEVIATING, outcome.roles().get("liar"));
        assertEquals(0, outcome.estimate().orElseThrow().offsetS(NOW_NS, ledger), 1e-5);
    }

    /** The bound is one that an honest source gives, even when the most modest claim is a lie. */
    @Test
    void theBoundIsThatOfAMajority() {
        source("a", 0).delay(0.1).add();
        source("b", 0).delay(0.1).add();
        source("boaster", 0).delay(0.04).add();
        ClockEstimate estimate = select().estimate().orElseThrow();
        assertEquals(
                0.05 + REST_S + 4e-5,
                estimate.systematicErrorS() + 4 * estimate.uncertainty().offsetErrorS(),
                1e-9);
    }

    @Test
    void estimatesOfDifferentAgesAreComparedAtTheSameMoment() {
        source("fresh", 0.002).frequency(20, 0.1).add();
        source("old", 0.002 - 20e-6 * 100).frequency(20, 0.1).age(100).add();
        assertEquals(0.002, select().estimate().orElseThrow().offsetS(NOW_NS, ledger), 1e-12);
    }

    @Test
    void anUnsteeredClockMovesAwayAsItsFrequencySays() {
        source("a", 0.002).frequency(20, 0.1).add();
        ClockEstimate estimate = select().estimate().orElseThrow();
        assertEquals(0.004, estimate.offsetS(NOW_NS + 100_000_000_000L, ledger), 1e-12);
    }

    @Test
    void steeringDoesNotMoveTheFreeRunningEstimate() {
        ledger.frequencyChanged(NOW_NS - 100_000_000_000L, Frequency.ofPpm(100));
        source("a", 0.010).age(100).add();
        ClockEstimate estimate = select().estimate().orElseThrow();
        assertEquals(0, estimate.offsetS(NOW_NS, ledger), 2e-6);
        assertEquals(0.010, estimate.freeOffsetS(), 2e-6);
        assertEquals(-0.3, estimate.afterStep(0.3).offsetS(NOW_NS, ledger), 2e-6);
    }

    /** One of two may be the false one: then only the larger bound holds. */
    @Test
    void theBoundOfTwoIsTheLargerOne() {
        source("a", 0).delay(0.010).add();
        source("b", 0).delay(0.020).add();
        ClockEstimate estimate = select().estimate().orElseThrow();
        double boundS = estimate.systematicErrorS() + 4 * estimate.uncertainty().offsetErrorS();
        assertEquals(0.010 + REST_S + 4e-5, boundS, 1e-9);
    }

    @Test
    void thatOffsetAndFrequencyErrTogetherIsNotForgotten() {
        source("a", 0).covariance(-5e-13).add();
        assertEquals(-5e-13, select().estimate().orElseThrow().uncertainty().covarianceS(), 1e-20);
    }

    @Test
    void aLeapSecondIsAnnouncedByMoreThanHalf() {
        source("a", 0).leap(LeapIndicator.INSERT).add();
        assertEquals(LeapIndicator.INSERT, leap());
        source("b", 0).add();
        assertEquals(LeapIndicator.NONE, leap());
        source("c", 0).leap(LeapIndicator.INSERT).add();
        assertEquals(LeapIndicator.INSERT, leap());
        source("d", 0).leap(LeapIndicator.DELETE).add();
        assertEquals(LeapIndicator.NONE, leap());
    }

    @Test
    void aFalsetickerHasNoSayInLeapSeconds() {
        source("a", 0).add();
        source("b", 0).add();
        source("c", 0).leap(LeapIndicator.DELETE).add();
        source("x", 0.5).leap(LeapIndicator.DELETE).add();
        source("y", 0.7).leap(LeapIndicator.DELETE).add();
        assertEquals(3, select().quorum().agreeing());
        assertEquals(LeapIndicator.NONE, leap());
    }

    /** It claims to be so much better that the others are of no use, and would have the only say. */
    @Test
    void aSourceThatOutshinesTheOthersAnnouncesNoLeapSecondAlone() {
        source("liar", 0)
                .delay(0.001)
                .error(1e-9)
                .stratum(1)
                .leap(LeapIndicator.INSERT)
                .add();
        source("a", 0).delay(0.5).add();
        source("b", 0).delay(0.5).add();
        assertEquals(1, select().estimate().orElseThrow().sources());
        assertEquals(LeapIndicator.NONE, leap());
    }

    private LeapIndicator leap() {
        return select().estimate().orElseThrow().leap();
    }

    /**
     * However wrong the minority is, and however good it claims to be, the clock stays within the distance of those
     * that are right.
     */
    @Property(tries = 300)
    void aMinorityNeverMovesTheClock(
            @ForAll @IntRange(min = 2, max = 7) int right,
            @ForAll @IntRange(min = 0, max = 6) int wrong,
            @ForAll long seed) {
        Random random = new Random(seed);
        candidates.clear();
        for (int i = 0; i < right; i++) {
            source("right" + i, 0.002 * (2 * random.nextDouble() - 1)).add();
        }
        for (int i = 0; i < Math.min(wrong, right - 1); i++) {
            source("wrong" + i, 0.1 + random.nextDouble())
                    .error(1e-9)
                    .stratum(1)
                    .add();
        }
        Collections.shuffle(candidates, random);

        SelectionOutcome<String> outcome = select();

        Map<String, SourceRole> roles = new HashMap<>(outcome.roles());
        roles.forEach((name, role) ->
                assertEquals(name.startsWith("wrong"), role == SourceRole.FALSETICKER, name + " " + role));
        assertEquals(candidates.size(), roles.size());
        assertEquals(
                1, roles.values().stream().filter(SourceRole.SELECTED::equals).count());
        ClockEstimate estimate = outcome.estimate().orElseThrow();
        assertEquals(0, estimate.offsetS(NOW_NS, ledger), 0.002);
        assertTrue(
                Math.abs(estimate.offsetS(NOW_NS, ledger)) <= estimate.rootDelayS() / 2 + estimate.rootDispersionS());
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SelectionParameters(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SelectionParameters(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new SelectionParameters(1, Double.NaN));
    }
}
