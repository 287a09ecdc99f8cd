package dev.foliot.time;

/**
 * How the frequency of an oscillator may change without being noticed, by temperature above all, which takes its time:
 * steadily, up to {@code largestChange} after {@code withinS}.
 *
 * @param largestChange not negative
 * @param withinS seconds, positive
 */
public record OscillatorStability(Frequency largestChange, double withinS) {
    /** A computer's crystal: 1 ppm, some degrees, in half an hour. */
    public static final OscillatorStability DEFAULT = new OscillatorStability(Frequency.ofPpm(1), 2000);

    /** It never changes. */
    public static final OscillatorStability PERFECT = new OscillatorStability(Frequency.ZERO, 1);

    public OscillatorStability {
        if (largestChange.ppb() < 0 || !(withinS > 0)) {
            throw new IllegalArgumentException(
                    "oscillator stability: " + largestChange.ppm() + " ppm in " + withinS + " s");
        }
    }

    /** By how much a clock may have gone wrong for that after {@code seconds}, in seconds. */
    public double offsetS(double seconds) {
        double ratio = largestChange.ratio();
        return seconds < withinS ? ratio * seconds * seconds / (2 * withinS) : ratio * (seconds - withinS / 2);
    }
}
