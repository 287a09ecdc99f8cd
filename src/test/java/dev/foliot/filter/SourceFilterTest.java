package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.Frequency;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilterTest {
    private static final long POLL_NS = 16_000_000_000L;
    private static final double DELAY_S = 0.020;

    private final SteeringLedger unsteered = new SteeringLedger(0, Frequency.ZERO);
    private final SourceFilter filter = new SourceFilter(FilterParameters.DEFAULT);
    private long nowNs;

    @Test
    void withoutSamplesThereIsNoEstimate() {
        assertEquals(Optional.empty(), filter.estimate());
    }

    @Test
    void oneSampleIsBelievedAsFarAsItsDelayAllows() {
        FilterParameters parameters =
                new FilterParameters(Frequency.ofPpm(-12), Frequency.ofPpm(5), OscillatorStability.DEFAULT);
        SourceFilter known = new SourceFilter(parameters);
        Sample sample = Samples.of(POLL_NS, 0.25, DELAY_S);
        known.add(PlacedSample.of(sample, unsteered));

        SourceEstimate estimate = known.estimate().orElseThrow();

        assertEquals(0.25, estimate.offsetS(POLL_NS, unsteered), 1e-15);
        double errorS = estimate.uncertainty().offsetErrorS();
        assertTrue(errorS > DELAY_S / 20 && errorS < DELAY_S / 2, errorS + " s");
        assertEquals(-12, estimate.frequency().ppm(), 1e-9);
        assertEquals(5, estimate.uncertainty().frequencyError().ppm(), 1e-9);
        assertEquals(0.25 - 12e-6 * 100, estimate.offsetS(POLL_NS + 100_000_000_000L, unsteered), 1e-12);
        assertSame(sample, estimate.newest());
        assertSame(sample, estimate.best());
        assertEquals(1, estimate.samples());
    }

    @Test
    void overASuspendTheFrequencyAloneIsKeptAndIsLessCertain() {
        SourceFilter suspended = new SourceFilter(FilterParameters.DEFAULT);
        for (int i = 0; i < 60; i++) {
            suspended.add(PlacedSample.of(
                    Samples.of(i * POLL_NS, 30e-6 * i * POLL_NS * 1e-9, DELAY_S + i % 3 * 1e-4), unsteered));
        }
        double errorPpm = suspended
                .estimate()
                .orElseThrow()
                .uncertainty()
                .frequencyError()
                .ppm();

        suspended.suspended(3 * 86_400);

        assertEquals(Optional.empty(), suspended.estimate());
        assertEquals(0, suspended.size());
        suspended.add(PlacedSample.of(Samples.of(61 * POLL_NS, 0.4, DELAY_S), unsteered));
        SourceEstimate estimate = suspended.estimate().orElseThrow();
        assertEquals(0.4, estimate.offsetS(61 * POLL_NS, unsteered), 1e-9);
        assertEquals(30, estimate.frequency().ppm(), 0.1);
        double agedPpm = estimate.uncertainty().frequencyError().ppm();
        assertTrue(agedPpm >= 1 && agedPpm > errorPpm, agedPpm + " ppm, " + errorPpm + " ppm before");
    }

    /** As a laptop does that wakes for a moment every hour, without a network. */
    @Test
    void manyShortSuspendsAgeTheFrequencyAsOneLongOne() {
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            SourceFilter suspended = new SourceFilter(FilterParameters.DEFAULT);
            Random random = new Random(3);
            double offsetS = 0;
            double frequency = 0;
            for (int j = 0; j < 200; j++) {
                suspended.add(PlacedSample.of(Samples.of(j * POLL_NS, offsetS, DELAY_S), unsteered));
                frequency += 1e-7 * random.nextGaussian();
                offsetS += frequency * POLL_NS * 1e-9;
            }
            for (int j = 0; j < (i == 0 ? 1 : 72); j++) {
                suspended.suspended(i == 0 ? 3 * 86_400 : 3_600);
            }
            suspended.add(PlacedSample.of(Samples.of(201 * POLL_NS, 0, DELAY_S), unsteered));
            errors[i] = suspended
                    .estimate()
                    .orElseThrow()
                    .uncertainty()
                    .frequencyError()
                    .ppm();
        }
        assertTrue(errors[0] > 3, errors[0] + " ppm");
        assertEquals(errors[0], errors[1], 0.01 * errors[0]);
    }

    @Test
    void whatKnowsNothingKnowsNothingAfterASuspend() {
        filter.suspended(3600);
        assertEquals(Optional.empty(), filter.estimate());
    }

    /**
     * The oscillator is wrong by a constant; the clock is steered at will. The line is that of the oscillator, to the
     * nanosecond.
     */
    @Property(tries = 200)
    void aConstantFrequencyIsFoundUnderAnySteering(
            @ForAll @DoubleRange(min = -300, max = 300) double oscillatorPpm,
            @ForAll @DoubleRange(min = -10, max = 10) double firstOffsetS,
            @ForAll @Size(min = 20, max = 60) List<@DoubleRange(min = -900, max = 900) Double> steeringPpm) {
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ofPpm(steeringPpm.get(0)));
        SourceFilter any = new SourceFilter(FilterParameters.DEFAULT);
        double offsetS = firstOffsetS;
        double oscillator = oscillatorPpm * 1e-6;
        long monotonicNs = 0;
        for (double ppm : steeringPpm) {
            ledger.frequencyChanged(monotonicNs, Frequency.ofPpm(ppm));
            any.add(PlacedSample.of(Samples.of(monotonicNs, offsetS, DELAY_S), ledger));
            double steering = ppm * 1e-6;
            double product = (1 + oscillator) * (1 + steering);
            offsetS -= POLL_NS * 1e-9 * (oscillator + steering + oscillator * steering) / product;
            monotonicNs += POLL_NS;
        }

        SourceEstimate estimate = any.estimate().orElseThrow();

        assertEquals(-oscillator / (1 + oscillator) * 1e6, estimate.frequency().ppm(), 1e-4);
        assertEquals(offsetS, estimate.offsetS(monotonicNs, ledger), 5e-9);
    }

    @Test
    void aStepMovesWhatIsRemembered() {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            addNoisy(random, 0.3, 20e-6, 1e-4);
        }
        SourceEstimate before = filter.estimate().orElseThrow();

        filter.clockStepped(0.3);

        SourceEstimate after = filter.estimate().orElseThrow();
        assertEquals(before.offsetS(nowNs, unsteered) - 0.3, after.offsetS(nowNs, unsteered), 1e-12);
        assertEquals(before.frequency().ppm(), after.frequency().ppm(), 1e-6);
        assertEquals(before.newest().offsetS() - 0.3, after.newest().offsetS(), 1e-15);
        assertEquals(before.samples(), after.samples());
    }

    /** Off by 50 times the jitter, with a delay that explains it and with one that does not. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.1})
    void oneSampleThatIsWrongHardlyMovesTheEstimate(double excessS) {
        Random random = new Random(2);
        for (int i = 0; i < 30; i++) {
            addNoisy(random, 0, 0, 2e-5);
        }
        double beforeS = filter.estimate().orElseThrow().offsetS(nowNs, unsteered);
        filter.add(PlacedSample.of(Samples.of(nowNs + POLL_NS, 0.001, DELAY_S + excessS), unsteered));
        assertEquals(beforeS, filter.estimate().orElseThrow().offsetS(nowNs, unsteered), 5e-6);
    }

    /** A request that waited for 3 ms and a reply that waited for 1 ms are on average 1 ms off. */
    @Test
    void waysOfDifferentQueuesDoNotMislead() {
        Random random = new Random(6);
        for (int i = 0; i < 200; i++) {
            nowNs += POLL_NS;
            double there = -0.003 * Math.log(1 - random.nextDouble());
            double back = -0.001 * Math.log(1 - random.nextDouble());
            filter.add(PlacedSample.of(Samples.of(nowNs, (there - back) / 2, DELAY_S + there + back), unsteered));
        }
        assertEquals(0, filter.estimate().orElseThrow().offsetS(nowNs, unsteered), 1e-4);
    }

    /** Routes change in both directions, or in one; the clock does not. */
    @ParameterizedTest
    @CsvSource({
        "0.004, 0.004",
        "0.0005, 0.0005",
        "-0.004, -0.004",
        "0.004, 0",
        "0, 0.004",
        "-0.004, 0",
        "0, -0.004",
        "0.1, 0.1",
        "0.020, -0.005",
    })
    void aNewRouteDoesNotMoveTheClock(double longerThereS, double longerBackS) {
        Random random = new Random(8);
        double worstS = 0;
        for (int i = 0; i < 400; i++) {
            boolean moved = i >= 100;
            nowNs += POLL_NS;
            double there = -1e-4 * Math.log(1 - random.nextDouble()) + (moved ? longerThereS : 0);
            double back = -1e-4 * Math.log(1 - random.nextDouble()) + (moved ? longerBackS : 0);
            filter.add(PlacedSample.of(Samples.of(nowNs, (there - back) / 2, DELAY_S + there + back), unsteered));
            if (i > 50) {
                worstS = Math.max(
                        worstS, Math.abs(filter.estimate().orElseThrow().offsetS(nowNs, unsteered)));
            }
        }
        assertTrue(worstS < 1e-4, worstS + " s");
    }

    /** Queues 300 times as long for 100 packets, one way or both, by and by or with a part that all wait for. */
    @ParameterizedTest
    @CsvSource({"0.03, 0, 0, 5e-5", "0, 0.03, 0, 5e-5", "0.005, 0, 0.02, 5e-5", "0.03, 0.03, 0, 3e-3"})
    void congestionDoesNotMoveTheClock(double thereS, double backS, double standingS, double toleranceS) {
        for (int seed = 20; seed < 40; seed++) {
            SourceFilter one = new SourceFilter(FilterParameters.DEFAULT);
            Random random = new Random(seed);
            double worstS = 0;
            double lastS = 0;
            nowNs = 0;
            for (int i = 0; i < 300; i++) {
                boolean congested = i >= 100 && i < 200;
                nowNs += POLL_NS;
                double there = wait(random, 1e-4) + (congested ? standingS + wait(random, thereS) : 0);
                double back = wait(random, 1e-4) + (congested ? wait(random, backS) : 0);
                one.add(PlacedSample.of(Samples.of(nowNs, (there - back) / 2, DELAY_S + there + back), unsteered));
                lastS = Math.abs(one.estimate().orElseThrow().offsetS(nowNs, unsteered));
                worstS = i > 50 ? Math.max(worstS, lastS) : worstS;
            }
            assertTrue(worstS < toleranceS, worstS + " s with seed " + seed);
            assertEquals(0, lastS, 5e-5);
        }
    }

    private static double wait(Random random, double meanS) {
        return -meanS * Math.log(1 - random.nextDouble());
    }

    /** Later one way and as much earlier the other: nothing but the source's clock does that. */
    @ParameterizedTest
    @ValueSource(doubles = {0.003, -0.1, 7})
    void aSourceThatIsSetIsFollowed(double stepS) {
        Random random = new Random(9);
        for (int i = 0; i < 100; i++) {
            addNoisy(random, 0, 5e-6, 1e-4);
        }
        int lag = 0;
        while (Math.abs(filter.estimate().orElseThrow().offsetS(nowNs, unsteered) - stepS - 5e-6 * nowNs * 1e-9)
                > 2e-4) {
            addNoisy(random, stepS, 5e-6, 1e-4);
            lag++;
            assertTrue(lag < 10, "still at the old time after " + lag + " samples");
        }
        assertEquals(5, filter.estimate().orElseThrow().frequency().ppm(), 2);
    }

    @Test
    void noiseToEitherSideIsAveraged() {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            nowNs += POLL_NS;
            double there = 1e-4 * random.nextGaussian();
            double back = 1e-4 * random.nextGaussian();
            filter.add(PlacedSample.of(Samples.of(nowNs, (there - back) / 2, DELAY_S + there + back), unsteered));
        }
        assertEquals(0, filter.estimate().orElseThrow().offsetS(nowNs, unsteered), 3e-5);
        assertEquals(7e-5, filter.estimate().orElseThrow().jitterS(), 2e-5);
    }

    @Test
    void theSampleOfShortestDelayIsTheBestOnceTheFrequencyIsKnown() {
        Sample first = Samples.of(0, 0, 0.020);
        filter.add(PlacedSample.of(first, unsteered));
        Sample second = Samples.of(POLL_NS, 0, 0.021);
        filter.add(PlacedSample.of(second, unsteered));
        assertSame(second, filter.estimate().orElseThrow().best());
        for (int i = 2; i < 30; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0, 0.030), unsteered));
        }
        Sample best = Samples.of(30 * POLL_NS, 0, 0.020);
        filter.add(PlacedSample.of(best, unsteered));
        filter.add(PlacedSample.of(Samples.of(31 * POLL_NS, 0, 0.025), unsteered));
        assertSame(best, filter.estimate().orElseThrow().best());
    }

    /** What is longer than the shortest round trip may be on one way, however long ago that was. */
    @Test
    void theShortestRoundTripIsNeverForgotten() {
        filter.add(PlacedSample.of(Samples.of(0, 0, 0.001), unsteered));
        for (int i = 1; i <= 60; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0, DELAY_S), unsteered));
        }
        SourceEstimate estimate = filter.estimate().orElseThrow();
        assertEquals(0.001, estimate.shortestDelayS());
        assertTrue(estimate.bestErrorS() >= (DELAY_S - 0.001) / 2, estimate.bestErrorS() + " s");
        filter.clockStepped(1);
        assertEquals(0.001, filter.estimate().orElseThrow().shortestDelayS());
    }

    @Test
    void theBestSampleBoundsTheErrorByWhatItWaitedAndHowFarItIsOff() {
        for (int i = 0; i < 30; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0, DELAY_S), unsteered));
        }
        double undisturbedS = filter.estimate().orElseThrow().bestErrorS();
        assertTrue(undisturbedS < 1e-6, undisturbedS + " s");
        for (int i = 30; i < 60; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0.0002, DELAY_S + 0.0004), unsteered));
        }
        SourceEstimate estimate = filter.estimate().orElseThrow();
        double apartS = Math.abs(estimate.best().offsetS() - estimate.offsetS(59 * POLL_NS, unsteered));
        assertTrue(estimate.bestErrorS() >= 0.0002 + apartS - 1e-9, estimate.toString());
    }

    @Test
    void anOscillatorThatChangesItsFrequencyIsFollowedAndThePastForgotten() {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            addNoisy(random, 0, 10e-6, 2e-5);
        }
        double turnedS = 10e-6 * nowNs * 1e-9;
        long turnedNs = nowNs;
        for (int i = 0; i < 20; i++) {
            addNoisy(random, turnedS - 5e-6 * turnedNs * 1e-9, 5e-6, 2e-5);
        }
        SourceEstimate estimate = filter.estimate().orElseThrow();
        assertEquals(5, estimate.frequency().ppm(), 0.5);
        assertEquals(turnedS + 5e-6 * (nowNs - turnedNs) * 1e-9, estimate.offsetS(nowNs, unsteered), 3e-5);
    }

    @ParameterizedTest
    @CsvSource({"100, 16", "1, 16", "0.1, 16", "0.1, 64", "0.001, 16", "0.001, 1024"})
    void aDriftFileThatIsTwoPpmWrongDoesNoLastingHarmHoweverSureItIs(double errorPpm, int pollS) {
        Frequency error = Frequency.ofPpm(errorPpm);
        SourceFilter misled =
                new SourceFilter(new FilterParameters(Frequency.ofPpm(10), error, OscillatorStability.DEFAULT));
        Random random = new Random(4);
        SourceEstimate estimate = null;
        double offsetS = 0;
        for (int i = 0; i < 60; i++) {
            nowNs += pollS * 1_000_000_000L;
            offsetS = 12e-6 * nowNs * 1e-9;
            misled.add(PlacedSample.of(noisy(random, offsetS, 2e-4), unsteered));
            estimate = misled.estimate().orElseThrow();
        }
        assertEquals(12, estimate.frequency().ppm(), 0.2);
        assertEquals(offsetS, estimate.offsetS(nowNs, unsteered), 1e-4);
    }

    @Test
    void itLooksBackAtALimitedNumberOfSamples() {
        for (int i = 0; i < 60; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0.125, i < 30 ? 0.001 : DELAY_S), unsteered));
        }
        assertEquals(24, filter.size());
        assertEquals(DELAY_S, filter.estimate().orElseThrow().best().delayS());
    }

    @Test
    void perfectSamplesLeaveErrorsThatAreSmallButNotZero() {
        for (int i = 0; i < 64; i++) {
            filter.add(PlacedSample.of(Samples.of(i * POLL_NS, 0, DELAY_S), unsteered));
        }
        SourceEstimate estimate = filter.estimate().orElseThrow();
        assertEquals(0, estimate.freeOffsetS(), 1e-9);
        double errorS = estimate.uncertainty().offsetErrorS();
        assertTrue(errorS > 0 && errorS < Samples.DISPERSION_S, errorS + " s");
        assertTrue(estimate.uncertainty().frequencyError().ratio() > 0);
        assertTrue(estimate.jitterS() > 0 && estimate.jitterS() < 3e-8, estimate.jitterS() + " s");
    }

    /**
     * Queues of exponential length on both ways. The errors claimed hold for one deviation about as often as they
     * should.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16, 64})
    void theErrorsItClaimsAreNeitherTooSmallNorMuchTooLarge(int samples) {
        Random random = new Random(5);
        int filters = 200;
        int within = 0;
        int frequencyWithin = 0;
        double[] errors = new double[filters];
        double[] claims = new double[filters];
        for (int k = 0; k < filters; k++) {
            SourceFilter one = new SourceFilter(FilterParameters.DEFAULT);
            double frequency = 20e-6 * random.nextGaussian();
            nowNs = 0;
            for (int i = 0; i < samples; i++) {
                nowNs += POLL_NS;
                one.add(PlacedSample.of(noisy(random, frequency * nowNs * 1e-9, 1e-4), unsteered));
            }
            SourceEstimate estimate = one.estimate().orElseThrow();
            errors[k] = Math.abs(estimate.offsetS(nowNs, unsteered) - frequency * nowNs * 1e-9);
            claims[k] = estimate.uncertainty().offsetErrorS();
            within += errors[k] <= 2 * claims[k] ? 1 : 0;
            double frequencyErrors = Math.abs(estimate.frequency().ratio() - frequency)
                    / estimate.uncertainty().frequencyError().ratio();
            frequencyWithin += frequencyErrors <= 2 ? 1 : 0;
        }
        assertTrue(within >= 0.88 * filters, within + " of " + filters + " offsets within two deviations");
        assertTrue(frequencyWithin >= 0.88 * filters, frequencyWithin + " frequencies within two deviations");
        Arrays.sort(errors);
        Arrays.sort(claims);
        if (samples >= 16) {
            assertTrue(claims[filters / 2] < 4 * errors[filters / 2], "claims are no larger than need be");
        }
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        Frequency error = Frequency.ofPpm(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new FilterParameters(error, Frequency.ZERO, OscillatorStability.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> Samples.of(0, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> Samples.of(0, 0, -1e-9));
    }

    /** Adds a sample on the line {@code atZeroS + frequency t}, after the queues of both ways. */
    private void addNoisy(Random random, double atZeroS, double frequency, double queueS) {
        nowNs += POLL_NS;
        filter.add(PlacedSample.of(noisy(random, atZeroS + frequency * nowNs * 1e-9, queueS), unsteered));
        filter.estimate();
    }

    private Sample noisy(Random random, double offsetS, double queueS) {
        double there = -queueS * Math.log(1 - random.nextDouble());
        double back = -queueS * Math.log(1 - random.nextDouble());
        return Samples.of(nowNs, offsetS + (there - back) / 2, DELAY_S + there + back);
    }

    @Test
    void stampsThatAreUncertainMakeTheEstimateSo() {
        SourceFilter coarse = new SourceFilter(FilterParameters.DEFAULT);
        for (int i = 0; i < 10; i++) {
            nowNs += POLL_NS;
            Sample sample = Samples.of(nowNs, 0, DELAY_S);
            filter.add(PlacedSample.of(sample, unsteered));
            coarse.add(PlacedSample.of(
                    new Sample(
                            nowNs,
                            0,
                            DELAY_S,
                            0.01,
                            0,
                            0,
                            1,
                            sample.leap(),
                            0,
                            sample.transmitStamp(),
                            sample.receiveStamp()),
                    unsteered));
        }
        double fineS = filter.estimate().orElseThrow().uncertainty().offsetErrorS();
        double coarseS = coarse.estimate().orElseThrow().uncertainty().offsetErrorS();
        assertTrue(coarseS > 2 * fineS, coarseS + " s against " + fineS + " s");
    }

    /** The frequency that takes an old sample to now is not known exactly. */
    @Test
    void theBoundByAnOldSampleGrowsWithWhatTheFrequencyMayBeWrongBy() {
        Sample near = Samples.of(nowNs, 0, DELAY_S / 100);
        filter.add(PlacedSample.of(near, unsteered));
        for (int i = 0; i < 4; i++) {
            nowNs += POLL_NS;
            filter.add(PlacedSample.of(Samples.of(nowNs, 0, DELAY_S), unsteered));
        }
        SourceEstimate estimate = filter.estimate().orElseThrow();
        assertSame(near, estimate.best());
        double mayBeS = 4 * estimate.uncertainty().frequencyError().ratio() * nowNs * 1e-9;
        assertTrue(estimate.bestErrorS() >= mayBeS, estimate.bestErrorS() + " s, not " + mayBeS + " s");
    }
}
