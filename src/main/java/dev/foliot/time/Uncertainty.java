package dev.foliot.time;

/**
 * How uncertain an offset and a frequency are, and how that grows with time.
 *
 * @param offsetS2 variance of the offset, in seconds squared
 * @param covarianceS covariance of offset and frequency, in seconds
 * @param frequency2 variance of the frequency
 * @param wander2 variance that the frequency gains each second
 */
public record Uncertainty(double offsetS2, double covarianceS, double frequency2, double wander2) {
    /** All is known exactly. */
    public static final Uncertainty NONE = new Uncertainty(0, 0, 0, 0);

    /** The same after {@code seconds} without news. */
    public Uncertainty after(double seconds) {
        return new Uncertainty(
                offsetS2 + seconds * (2 * covarianceS + seconds * (frequency2 + wander2 * seconds / 3)),
                covarianceS + seconds * (frequency2 + wander2 * seconds / 2),
                frequency2 + wander2 * seconds,
                wander2);
    }

    /** The standard deviation of the offset, in seconds. */
    public double offsetErrorS() {
        return Math.sqrt(offsetS2);
    }

    /** The standard deviation of the offset after {@code seconds} without news, in seconds. */
    public double offsetErrorS(double seconds) {
        return after(seconds).offsetErrorS();
    }

    /** The standard deviation of the frequency, now. */
    public Frequency frequencyError() {
        return Frequency.ofRatio(Math.sqrt(frequency2));
    }
}
