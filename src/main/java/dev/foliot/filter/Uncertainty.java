package dev.foliot.filter;

/**
 * How uncertain an offset and a frequency are, and how that grows with time.
 *
 * @param offsetS2 variance of the offset, in seconds squared
 * @param covarianceS covariance of offset and frequency, in seconds
 * @param frequency2 variance of the frequency
 * @param wander2 variance that the frequency gains each second
 */
public record Uncertainty(double offsetS2, double covarianceS, double frequency2, double wander2) {
    /** The standard deviation of the offset {@code seconds} later, in seconds. */
    public double offsetErrorS(double seconds) {
        double variance = offsetS2 + seconds * (2 * covarianceS + seconds * (frequency2 + wander2 * seconds / 3));
        return Math.sqrt(Math.max(0, variance));
    }

    /** The standard deviation of the frequency, now. */
    public double frequencyError() {
        return Math.sqrt(frequency2);
    }
}
