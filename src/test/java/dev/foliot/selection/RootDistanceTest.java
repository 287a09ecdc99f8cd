package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.filter.Sample;
import dev.foliot.filter.Samples;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootDistanceTest {
    private static final OscillatorStability STABILITY = new OscillatorStability(Frequency.ofPpm(1), 100);
    private static final double DELAY_S = 0.040;
    /** What {@link Samples} says of the source. */
    private static final double REFERENCE_S = 0.005;

    private static final double ROOT_DISPERSION_S = 0.001;
    private static final double SIGMA_S = 2e-3;
    private static final double FREQUENCY_ERROR = 1e-6;

    private final SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);

    /** @param bestErrorS what the best sample says of the error */
    private RootDistance distance(double maximumAsymmetry, double bestErrorS, double ageS) {
        Sample sample = Samples.of(0, 0, DELAY_S + 0.001, 2, LeapIndicator.NONE);
        Uncertainty uncertainty = new Uncertainty(SIGMA_S * SIGMA_S, 0, FREQUENCY_ERROR * FREQUENCY_ERROR, 0);
        SourceEstimate estimate =
                new SourceEstimate(0, 0, Frequency.ZERO, uncertainty, 1e-5, sample, DELAY_S, sample, bestErrorS, 8);
        SelectionOptions options = SelectionOptions.NONE.withMaximumAsymmetry(maximumAsymmetry);
        return RootDistance.of(estimate, options, (long) (ageS * 1e9), ledger, STABILITY);
    }

    @Test
    void unlessAPersonKnowsBetterAllOfTheShortestRoundTripMayBeOnOneWay() {
        assertEquals(DELAY_S / 2, distance(1, 0, 0).asymmetryS());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5})
    void whatAPersonKnowsIsOfOurRouteAlone(double maximumAsymmetry) {
        RootDistance known = distance(maximumAsymmetry, 0, 0);
        assertEquals(maximumAsymmetry * DELAY_S / 2, known.asymmetryS());
        assertEquals(REFERENCE_S, known.referenceS());
        assertEquals(distance(1, 0, 0).dispersionS(), known.dispersionS());
    }

    @Test
    void randomErrorsCountFourTimesAndWhatTheSourceSaysOfItselfOnce() {
        assertEquals(
                4 * SIGMA_S + Samples.DISPERSION_S + ROOT_DISPERSION_S,
                distance(1, 0.003, 0).dispersionS(),
                1e-12);
    }

    @Test
    void statisticsThatAreSurerThanTheBestSampleAllowsAreNotBelieved() {
        assertEquals(
                0.020 + Samples.DISPERSION_S + ROOT_DISPERSION_S,
                distance(1, 0.020, 0).dispersionS(),
                1e-12);
    }

    @Test
    void itGrowsWithAgeByWhatTheFrequencyMayBeOffAndByWhatTheOscillatorMayDo() {
        double laterS = 4 * Math.hypot(SIGMA_S, FREQUENCY_ERROR * 1000);
        assertEquals(
                distance(0.1, 0.020, 0).totalS() + laterS - 4 * SIGMA_S + STABILITY.offsetS(1000),
                distance(0.1, 0.020, 1000).totalS(),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void moreThanAllOfTheRoundTripCannotBeOnOneWay(double maximumAsymmetry) {
        assertThrows(
                IllegalArgumentException.class, () -> SelectionOptions.NONE.withMaximumAsymmetry(maximumAsymmetry));
    }
}
