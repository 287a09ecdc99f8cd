package dev.foliot.platform;

import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;

/**
 * What a clock says of itself.
 *
 * @param frequency what it is steered by
 * @param status its leap warning, synchronisation and error estimates
 * @param taiOffsetS TAI - UTC in seconds, 0 when it does not know
 * @param disciplinedByOther whether the kernel's own phase-locked loop is on, which means that somebody else steers
 */
public record ClockState(Frequency frequency, ClockStatus status, int taiOffsetS, boolean disciplinedByOther) {
    public LeapIndicator leap() {
        return status.leap();
    }
}
