package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DelayNoiseTest {
    private static final double SCALE_S = 1e-3;
    private final Likelihood likelihood = new Likelihood();

    /** Integrated over all delays it is 1, and the expected evidence is what the distribution is made of. */
    @ParameterizedTest
    @EnumSource(NoiseShape.class)
    void isADistribution(NoiseShape shape) {
        DelayNoise noise = new DelayNoise(shape, SCALE_S);
        double stepS = 1e-5;
        double sum = 0;
        double queue = 0;
        double square = 0;
        double seen = 0;
        for (double x = -0.6; x < 0.8; x += stepS) {
            noise.evaluate(x, 1e-8, 0, likelihood);
            double probability = Math.exp(likelihood.logDensity) * stepS;
            sum += probability;
            seen += probability * (likelihood.evidence.ordinary + likelihood.evidence.heldUp);
            queue += probability * likelihood.evidence.queueS;
            square += probability * likelihood.evidence.noiseS2;
        }
        assertEquals(1, sum, 1e-3);
        assertEquals(shape.likeliestScaleS(queue / seen, square / seen), SCALE_S, 0.03 * SCALE_S);
    }

    @Property(tries = 2000)
    void slopesAreThoseOfTheDensity(
            @ForAll NoiseShape shape,
            @ForAll @DoubleRange(min = -0.02, max = 0.1) double excessS,
            @ForAll @DoubleRange(min = -5, max = -2) double logExpectedS) {
        DelayNoise noise = new DelayNoise(shape, SCALE_S);
        double expectedS2 = Math.pow(10, 2 * logExpectedS);
        double h = 1e-3 * Math.sqrt(expectedS2);
        noise.evaluate(excessS - h, expectedS2, 0, likelihood);
        double before = likelihood.logDensity;
        double gradientBefore = likelihood.gradient;
        noise.evaluate(excessS + h, expectedS2, 0, likelihood);
        double after = likelihood.logDensity;
        double gradientAfter = likelihood.gradient;
        noise.evaluate(excessS, expectedS2, 0, likelihood);
        double scale = 1 / Math.sqrt(expectedS2);
        assertEquals((after - before) / (2 * h), likelihood.gradient, 1e-4 * (scale + Math.abs(likelihood.gradient)));
        assertEquals(
                (gradientAfter - gradientBefore) / (2 * h),
                likelihood.curvature,
                1e-3 * (scale * scale + Math.abs(likelihood.curvature)));
    }

    /** A packet that came early contradicts what was expected; one that came late does not. */
    @ParameterizedTest
    @EnumSource(value = NoiseShape.class, names = "SHARP")
    void earlinessTellsMoreThanLateness(NoiseShape shape) {
        DelayNoise noise = new DelayNoise(shape, SCALE_S);
        noise.evaluate(-2e-4, 1e-10, 0, likelihood);
        double early = likelihood.logDensity;
        noise.evaluate(2e-4, 1e-10, 0, likelihood);
        assertTrue(likelihood.logDensity > early + 2, early + " and " + likelihood.logDensity);
    }

    /** However late or early, one delay pulls no more than its kind allows. */
    @ParameterizedTest
    @EnumSource(NoiseShape.class)
    void farOffDelaysHardlyPull(NoiseShape shape) {
        DelayNoise noise = new DelayNoise(shape, SCALE_S);
        for (double excessS : new double[] {-0.5, -0.05, 0.1, 1}) {
            noise.evaluate(excessS, 1e-8, 0, likelihood);
            assertTrue(Math.abs(likelihood.gradient) < 0.2 / SCALE_S, excessS + ": " + likelihood.gradient);
        }
    }
}
