package dev.foliot.discipline;

import java.util.Optional;

/**
 * Holds the sources to the {@link PanicThresholds}. It remembers how far they have moved the clock, and what is left of
 * the first correction: when that is slewed, it goes on over many estimates and is still the first.
 */
final class PanicGuard {
    /** What is left of a slew may look this much larger than it is: the oscillator was not known well yet. */
    private static final double TOLERANCE_S = 1;

    private final PanicThresholds thresholds;
    private boolean firstUnderWay;
    private double leftOfFirstS;
    private double movedS;
    private double movedBeforeS;
    private boolean counts;

    PanicGuard(PanicThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Whether the clock must not be corrected by {@code offsetS}.
     *
     * @param first whether it would be the first correction
     * @param large whether it exceeds the step threshold, so that it counts together with others
     */
    Optional<Panic> judge(double offsetS, boolean first, boolean large) {
        firstUnderWay &= large;
        boolean ofFirst = first || firstUnderWay && Math.abs(offsetS) <= leftOfFirstS + TOLERANCE_S;
        PanicThresholds.Limit limit = ofFirst ? thresholds.startup() : thresholds.single();
        if (Math.abs(offsetS) > limit.of(offsetS)) {
            Panic.Cause cause = ofFirst ? Panic.Cause.STARTUP : Panic.Cause.SINGLE;
            return Optional.of(new Panic(cause, offsetS, limit.of(offsetS)));
        }
        if (!ofFirst && large && movedS + Math.abs(offsetS) > thresholds.accumulatedS()) {
            return Optional.of(new Panic(Panic.Cause.ACCUMULATED, offsetS, thresholds.accumulatedS()));
        }
        if (first) {
            firstUnderWay = large;
            leftOfFirstS = Math.abs(offsetS);
        }
        movedBeforeS = movedS;
        counts = large && !ofFirst;
        return Optional.empty();
    }

    /** A person accepts a correction, whatever the thresholds say: it counts as the first. */
    void accept(double offsetS, boolean large) {
        reset();
        firstUnderWay = large;
        leftOfFirstS = Math.abs(offsetS);
    }

    /** The clock has been stepped by the correction that was judged last. */
    void stepped(double byS) {
        firstUnderWay = false;
        move(byS);
    }

    /** The clock has been slewed by a part of the correction that was judged last. */
    void slewed(double byS) {
        leftOfFirstS -= Math.abs(byS);
        move(byS);
    }

    private void move(double byS) {
        if (counts) {
            movedS += Math.abs(byS);
        }
    }

    /** Nothing came of the correction that was judged last. */
    void refused() {
        movedS = movedBeforeS;
        counts = false;
    }

    /** How far the clock has been moved by corrections that count together, in seconds. */
    double movedS() {
        return movedS;
    }

    /** Somebody else has set the clock: whatever was moved before is of no account. */
    void reset() {
        firstUnderWay = false;
        movedS = 0;
        counts = false;
    }
}
