package dev.foliot.daemon;

import dev.foliot.platform.ClockState;
import dev.foliot.time.Frequency;
import java.util.Locale;

/** Notices that somebody else steers the clock as well: two who do undo each other's work. */
final class Interference {
    private static final System.Logger LOG = System.getLogger(Interference.class.getName());

    /** What is read back differs by less, however the system counts frequencies. */
    private static final double TOLERANCE_PPB = 1;

    private long count;

    /**
     * Looks at a clock before it is steered anew.
     *
     * @param ours what it was steered by, as far as we know
     */
    void look(ClockState state, Frequency ours) {
        boolean steered = Math.abs(state.frequency().ppb() - ours.ppb()) > TOLERANCE_PPB;
        if (!steered && !state.disciplinedByOther()) {
            return;
        }
        if (count++ == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    steered
                            ? "somebody else steers the clock: it runs at {0} ppm instead of {1} ppm"
                            : "somebody else steers the clock: the kernel''s own loop has been turned on",
                    ppm(state.frequency()),
                    ppm(ours));
        }
    }

    /** How often it was noticed. */
    long count() {
        return count;
    }

    private static String ppm(Frequency frequency) {
        return String.format(Locale.ROOT, "%+.3f", frequency.ppm());
    }
}
