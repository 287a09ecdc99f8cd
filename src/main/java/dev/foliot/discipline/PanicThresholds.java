package dev.foliot.discipline;

/**
 * How far the sources may move the clock before they are not believed any more: what is beyond is more likely an attack
 * or a broken server than the truth, and a person has to decide. They hold for steps and for slews alike.
 *
 * @param startup for the first correction after a start, or after somebody else has set the clock, or the system
 *     has when the machine woke
 * @param single for each one after that
 * @param accumulatedS for all of those together that exceed the step threshold, positive
 */
public record PanicThresholds(Limit startup, Limit single, double accumulatedS) {
    /**
     * How far at most, by direction; infinite where there is no limit.
     *
     * @param forwardS when the clock is behind
     * @param backwardS when it is ahead
     */
    public record Limit(double forwardS, double backwardS) {
        public Limit {
            if (!(forwardS > 0) || !(backwardS > 0)) {
                throw new IllegalArgumentException("a panic threshold must be positive");
            }
        }

        double of(double offsetS) {
            return offsetS > 0 ? forwardS : backwardS;
        }
    }

    private static final Limit UNLIMITED = new Limit(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Nothing is refused. */
    public static final PanicThresholds NONE = new PanicThresholds(UNLIMITED, UNLIMITED, Double.POSITIVE_INFINITY);

    /**
     * A machine without a battery starts in the past, never more than a day in the future; after that nothing but a
     * fault is off by a quarter of an hour.
     */
    public static final PanicThresholds DEFAULT = new PanicThresholds(
            new Limit(Double.POSITIVE_INFINITY, 86_400), new Limit(1000, 1000), Double.POSITIVE_INFINITY);

    public PanicThresholds {
        if (!(accumulatedS > 0)) {
            throw new IllegalArgumentException("accumulated-step-panic-threshold must be positive");
        }
    }
}
