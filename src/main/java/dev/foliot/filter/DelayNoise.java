package dev.foliot.filter;

/**
 * By how much packets on one way take longer than the shortest possible time: a distribution with three parts.
 * <ul>
 *   <li>Ordinary ones wait in queues for a time that is distributed exponentially, with symmetric noise on top. How the
 *       scale divides between the two is the {@link NoiseShape}.
 *   <li>A few are held up: they wait {@value #HELD_UP} times as long in the mean.
 *   <li>Very few are wrong by much more, to either side, for whatever reason.
 * </ul>
 * The second and third bound the influence of any one sample. The scale and the share of those held up are learned.
 */
final class DelayNoise {
    /** How long packets held up wait in the mean, and wrong ones are off, as multiples of the scale. */
    private static final double HELD_UP = 12;

    private static final double WRONG = 100;
    private static final double WRONG_SHARE = 0.003;

    /** Shares of packets held up that are believed in. */
    private static final double LEAST_HELD_UP_SHARE = 0.002;

    private static final double LARGEST_HELD_UP_SHARE = 0.3;
    private static final double INITIAL_HELD_UP_SHARE = 0.02;

    /** Nothing can be known better than the resolution of the clocks that stamp. */
    private static final double SMALLEST_SCALE_S = 1e-9;

    /** Below this part of the other noise, waiting in queues is not told from symmetric noise. */
    private static final double BLURRED = 0.02;

    private static final double LOG_SQRT_TWO_PI = 0.9189385332046727;

    private final NoiseShape shape;
    private double scaleS;
    private double heldUpShare;
    private double logOrdinary;
    private double logHeldUp;
    private double logWrong;
    private final Part ordinary = new Part();
    private final Part heldUp = new Part();
    private final Part wronglyLate = new Part();
    private final Part wronglyEarly = new Part();
    private final Part[] parts = {ordinary, heldUp, wronglyLate, wronglyEarly};

    DelayNoise(NoiseShape shape, double scaleS) {
        this.shape = shape;
        learned(scaleS, INITIAL_HELD_UP_SHARE);
    }

    /**
     * Sets what has been learned.
     *
     * @param newScaleS the scale, in seconds
     * @param newHeldUpShare the share of packets held up; kept within what is believed in
     */
    void learned(double newScaleS, double newHeldUpShare) {
        scaleS = Math.max(SMALLEST_SCALE_S, newScaleS);
        heldUpShare = Math.max(LEAST_HELD_UP_SHARE, Math.min(LARGEST_HELD_UP_SHARE, newHeldUpShare));
        double queueS = shape.queues() ? scaleS : 1;
        logOrdinary = StrictMath.log((1 - heldUpShare - WRONG_SHARE) / queueS);
        logHeldUp = StrictMath.log(heldUpShare / (HELD_UP * scaleS));
        logWrong = StrictMath.log(WRONG_SHARE / (2 * WRONG * scaleS));
    }

    /** Sets the scale alone, in seconds. */
    void rescale(double newScaleS) {
        learned(newScaleS, heldUpShare);
    }

    double scaleS() {
        return scaleS;
    }

    /**
     * What a delay tells.
     *
     * @param excessS the delay less what is expected of the shortest, in seconds
     * @param expectedS2 variance of that expectation
     * @param stampS2 variance of what stamping has added to this one
     */
    void evaluate(double excessS, double expectedS2, double stampS2, Likelihood result) {
        double noiseS = shape.noiseS(scaleS);
        double ownS2 = noiseS * noiseS + stampS2;
        if (shape.queues()) {
            ordinary.queued(excessS, scaleS, expectedS2, ownS2);
        } else {
            ordinary.symmetric(excessS, expectedS2, ownS2);
        }
        heldUp.queued(excessS, HELD_UP * scaleS, expectedS2, ownS2);
        wronglyLate.queued(excessS, WRONG * scaleS, expectedS2, ownS2);
        wronglyEarly.queued(-excessS, WRONG * scaleS, expectedS2, ownS2);
        wronglyEarly.gradient = -wronglyEarly.gradient;

        ordinary.probability = logOrdinary + ordinary.logDensity;
        heldUp.probability = logHeldUp + heldUp.logDensity;
        wronglyLate.probability = logWrong + wronglyLate.logDensity;
        wronglyEarly.probability = logWrong + wronglyEarly.logDensity;
        result.logDensity = normalise();
        result.gradient = ordinary.probability * ordinary.gradient
                + heldUp.probability * heldUp.gradient
                + wronglyLate.probability * wronglyLate.gradient
                + wronglyEarly.probability * wronglyEarly.gradient;
        result.curvature = ordinary.secondDerivative()
                + heldUp.secondDerivative()
                + wronglyLate.secondDerivative()
                + wronglyEarly.secondDerivative()
                - result.gradient * result.gradient;
        result.evidence.ordinary = ordinary.probability;
        result.evidence.heldUp = heldUp.probability;
        result.evidence.queueS = ordinary.probability * ordinary.queueS + heldUp.probability * heldUp.queueS / HELD_UP;
        result.evidence.noiseS2 = ordinary.probability * ordinary.noiseS2 + heldUp.probability * heldUp.noiseS2;
    }

    /** Makes probabilities of the parts' logarithms; returns the logarithm of their sum. */
    private double normalise() {
        double most = Double.NEGATIVE_INFINITY;
        for (Part part : parts) {
            most = Math.max(most, part.probability);
        }
        double sum = 0;
        for (Part part : parts) {
            part.probability = StrictMath.exp(part.probability - most);
            sum += part.probability;
        }
        for (Part part : parts) {
            part.probability /= sum;
        }
        return most + StrictMath.log(sum);
    }

    /** One part of the mixture, at one delay. */
    private static final class Part {
        /** That the delay is of this part; its logarithm until the parts are normalised. */
        double probability;

        /** Logarithm of the density, without the factor 1 / mean of an exponential distribution. */
        double logDensity;

        double gradient;
        double curvature;
        double queueS;
        double noiseS2;

        /**
         * A normal distribution of variance b, which is {@code expectedS2 + ownS2}, convolved with an exponential one of
         * mean m: with z = (x - b/m) / sqrt(b) its density is exp(b / 2m^2 - x/m) Phi(z) / m.
         */
        void queued(double x, double meanS, double expectedS2, double ownS2) {
            double blurS2 = expectedS2 + ownS2;
            double blurS = Math.sqrt(blurS2);
            if (meanS <= BLURRED * blurS) {
                symmetric(x - meanS, expectedS2, ownS2);
                logDensity += StrictMath.log(meanS);
                queueS = meanS;
                return;
            }
            double shiftS = blurS2 / meanS;
            double z = (x - shiftS) / blurS;
            double ratio = NormalTail.ratio(z);
            double slope = ratio * (z + ratio);
            logDensity = (shiftS / 2 - x) / meanS + NormalTail.logCdf(z);
            gradient = ratio / blurS - 1 / meanS;
            curvature = -slope / blurS2;
            queueS = x - shiftS + blurS * ratio;
            double leftS = x - queueS;
            noise(leftS * leftS + blurS2 * (1 - slope), expectedS2, ownS2);
        }

        /** A normal distribution of variance {@code expectedS2 + ownS2}. */
        void symmetric(double x, double expectedS2, double ownS2) {
            double varianceS2 = expectedS2 + ownS2;
            logDensity = -x * x / (2 * varianceS2) - StrictMath.log(varianceS2) / 2 - LOG_SQRT_TWO_PI;
            gradient = -x / varianceS2;
            curvature = -1 / varianceS2;
            queueS = 0;
            noise(x * x, expectedS2, ownS2);
        }

        /** Of the square of what is not queueing, the part that is the delay's own and not the expectation's. */
        private void noise(double squareS2, double expectedS2, double ownS2) {
            double share = ownS2 / (expectedS2 + ownS2);
            noiseS2 = share * share * squareS2 + share * expectedS2;
        }

        double secondDerivative() {
            return probability * (curvature + gradient * gradient);
        }
    }
}
