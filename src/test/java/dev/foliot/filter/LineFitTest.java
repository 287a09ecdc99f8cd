package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFitTest {
    /** So uncertain that it has no weight. */
    private static final double NO_PRIOR = 1e12;

    @Test
    void threePointsOfEqualWeightByHand() {
        // Mean of t is -1, of y 2; sum (t - mean)^2 = 2, sum (t - mean)(y - mean) = 3: slope 1.5, value at 0 is 3.5.
        LineFit fit = fit(new double[] {-2, -1, 0}, new double[] {1, 1, 4}, new double[] {1, 1, 1}, 0, NO_PRIOR);
        assertEquals(1.5, fit.slope(), 1e-12);
        assertEquals(3.5, fit.value(), 1e-12);
        assertEquals(Math.sqrt(1 / 2.0), fit.slopeError(), 1e-12);
        assertEquals(Math.sqrt(1 / 3.0 + 1 / 2.0), fit.valueError(), 1e-12);
        assertEquals(0.5, fit.at(-2), 1e-12);
    }

    @Test
    void aPointOfHalfTheDeviationCountsAsFour() {
        LineFit weighted = fit(new double[] {-3, -1, 0}, new double[] {2, 5, 1}, new double[] {2, 1, 2}, 0, NO_PRIOR);
        LineFit repeated = fit(
                new double[] {-3, -1, -1, -1, -1, 0},
                new double[] {2, 5, 5, 5, 5, 1},
                new double[] {2, 2, 2, 2, 2, 2},
                0,
                NO_PRIOR);
        assertClose(repeated, weighted);
    }

    @Test
    void onePointHasThePriorsSlope() {
        LineFit fit = fit(new double[] {0}, new double[] {7}, new double[] {0.5}, 2e-5, 1e-6);
        assertEquals(new LineFit(7, 2e-5, 0.5, 1e-6).value(), fit.value(), 1e-12);
        assertEquals(2e-5, fit.slope(), 1e-18);
        assertEquals(0.5, fit.valueError(), 1e-12);
        assertEquals(1e-6, fit.slopeError(), 1e-18);
    }

    @Test
    void aPriorAsGoodAsTheDataMeetsThemHalfWay() {
        // Two points two apart, of deviation sqrt(2): their slope, 3, has deviation 1.
        double s = Math.sqrt(2);
        LineFit fit = fit(new double[] {-2, 0}, new double[] {0, 6}, new double[] {s, s}, 1, 1);
        assertEquals(2, fit.slope(), 1e-12);
        assertEquals(Math.sqrt(0.5), fit.slopeError(), 1e-12);
    }

    @Property(tries = 300)
    void pointsOnALineGiveThatLineWhateverTheirWeights(
            @ForAll @DoubleRange(min = -1, max = 1) double value,
            @ForAll @DoubleRange(min = -500, max = 500) double slopePpm,
            @ForAll @IntRange(min = 2, max = 64) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        double slope = slopePpm * 1e-6;
        double[] t = new double[n];
        double[] y = new double[n];
        double[] s = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = -16.0 * (n - 1 - i) - (i < n - 1 ? random.nextDouble() : 0);
            y[i] = value + slope * t[i];
            s[i] = 1e-6 * Math.exp(6 * random.nextDouble());
        }
        LineFit fit = fit(t, y, s, 0, NO_PRIOR);
        assertEquals(value, fit.value(), 1e-9);
        assertEquals(slope, fit.slope(), 1e-10);
    }

    /**
     * Of normal errors 68.3 % lie within one deviation, and 95.4 % within two; 4000 fits leave 0.7 % and 0.3 % to
     * chance.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 64})
    void theDeviationsItGivesAreThoseOfItsErrors(int n) {
        Random random = new Random(20260923);
        int fits = 4000;
        int valueWithinOne = 0;
        int valueWithinTwo = 0;
        int slopeWithinOne = 0;
        int slopeWithinTwo = 0;
        double[] t = new double[n];
        double[] y = new double[n];
        double[] s = new double[n];
        for (int k = 0; k < fits; k++) {
            double slope = 1e-5 * random.nextGaussian();
            for (int i = 0; i < n; i++) {
                t[i] = 16.0 * (i - n + 1);
                s[i] = 1e-5 * (1 + 9 * random.nextDouble());
                y[i] = slope * t[i] + s[i] * random.nextGaussian();
            }
            LineFit fit = fit(t, y, s, 0, 1e-5);
            double valueErrors = Math.abs(fit.value()) / fit.valueError();
            double slopeErrors = Math.abs(fit.slope() - slope) / fit.slopeError();
            valueWithinOne += valueErrors < 1 ? 1 : 0;
            valueWithinTwo += valueErrors < 2 ? 1 : 0;
            slopeWithinOne += slopeErrors < 1 ? 1 : 0;
            slopeWithinTwo += slopeErrors < 2 ? 1 : 0;
        }
        assertEquals(0.683, (double) valueWithinOne / fits, 0.025);
        assertEquals(0.683, (double) slopeWithinOne / fits, 0.025);
        assertEquals(0.954, (double) valueWithinTwo / fits, 0.012);
        assertEquals(0.954, (double) slopeWithinTwo / fits, 0.012);
    }

    @Test
    void onlyTheGivenPointsCount() {
        double[] t = {-9, -2, -1, 0, 5};
        double[] y = {100, 1, 1, 4, 100};
        double[] s = {1, 1, 1, 1, 1};
        LineFit part = LineFit.of(t, y, s, 1, 4, 0, NO_PRIOR);
        assertClose(
                fit(Arrays.copyOfRange(t, 1, 4), Arrays.copyOfRange(y, 1, 4), Arrays.copyOfRange(s, 1, 4), 0, NO_PRIOR),
                part);
        assertTrue(part.value() < 10);
    }

    private static LineFit fit(double[] t, double[] y, double[] s, double priorSlope, double priorError) {
        return LineFit.of(t, y, s, 0, t.length, priorSlope, priorError);
    }

    private static void assertClose(LineFit expected, LineFit actual) {
        assertEquals(expected.value(), actual.value(), 1e-12);
        assertEquals(expected.slope(), actual.slope(), 1e-12);
        assertEquals(expected.valueError(), actual.valueError(), 1e-12);
        assertEquals(expected.slopeError(), actual.slopeError(), 1e-12);
    }
}
