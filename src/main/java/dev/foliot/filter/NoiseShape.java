package dev.foliot.filter;

/**
 * What the distribution of one-way delays looks like, apart from its scale: how much of a packet's delay beyond the
 * shortest is waiting in queues, which can only add, and how much is noise to either side.
 */
enum NoiseShape {
    /** Queues, and hardly anything else: the earliest packets tell the time exactly. What networks do. */
    SHARP(0.05),
    /** Queues blurred by noise of a third of their size. */
    BLUNT(0.35),
    /** Noise to either side alone: averaging is all that can be done. */
    SYMMETRIC(Double.POSITIVE_INFINITY);

    private final double noiseShare;

    NoiseShape(double noiseShare) {
        this.noiseShare = noiseShare;
    }

    boolean queues() {
        return this != SYMMETRIC;
    }

    /** The standard deviation of the symmetric noise when the scale is {@code scaleS}, in seconds. */
    double noiseS(double scaleS) {
        return queues() ? noiseShare * scaleS : scaleS;
    }

    /** The mean time in queues when the scale is {@code scaleS}, in seconds. */
    double queueS(double scaleS) {
        return queues() ? scaleS : 0;
    }

    /** The standard deviation of all of it when the scale is {@code scaleS}, in seconds. */
    double deviationS(double scaleS) {
        double noiseS = noiseS(scaleS);
        double queueS = queueS(scaleS);
        return Math.sqrt(noiseS * noiseS + queueS * queueS);
    }

    /**
     * The scale that makes what was seen most likely.
     *
     * @param meanQueueS mean time in queues
     * @param meanNoiseS2 mean square of the symmetric noise
     */
    double likeliestScaleS(double meanQueueS, double meanNoiseS2) {
        if (!queues()) {
            return Math.sqrt(meanNoiseS2);
        }
        double noise = meanNoiseS2 / (noiseShare * noiseShare);
        return (meanQueueS + Math.sqrt(meanQueueS * meanQueueS + 8 * noise)) / 4;
    }
}
