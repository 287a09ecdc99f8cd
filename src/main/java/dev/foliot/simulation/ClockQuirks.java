package dev.foliot.simulation;

import dev.foliot.platform.FrequencyOnset;

/**
 * What is the matter with a simulated clock; may change while it runs.
 *
 * @param refusesSteering whether it refuses to be steered, as for a process without the permission
 * @param stepResidueNs by how much each step misses, as on systems where it is read, add, set
 * @param disciplinedByOther whether it says that a kernel loop steers it
 * @param makesLeapSeconds whether it makes the leap seconds that it is told of; if not, it drops the warning
 * @param frequencyOnset when a new frequency acts
 * @param suspension what becomes of it when the machine is suspended
 */
public record ClockQuirks(
        boolean refusesSteering,
        long stepResidueNs,
        boolean disciplinedByOther,
        boolean makesLeapSeconds,
        FrequencyOnset frequencyOnset,
        Suspension suspension) {
    /** Those of Linux's clock. */
    public static final ClockQuirks NONE =
            new ClockQuirks(false, 0, false, true, FrequencyOnset.AT_ONCE, Suspension.MONOTONIC_STANDS_STILL);

    public static final ClockQuirks REFUSES =
            new ClockQuirks(true, 0, false, true, FrequencyOnset.AT_ONCE, Suspension.MONOTONIC_STANDS_STILL);
    public static final ClockQuirks FREEBSD =
            new ClockQuirks(false, -700, false, true, FrequencyOnset.NEXT_SECOND, Suspension.UNTOLD);
    public static final ClockQuirks MACOS =
            new ClockQuirks(false, -1000, false, false, FrequencyOnset.AFTER_A_SECOND, Suspension.MONOTONIC_GOES_ON);

    /** The monotonic scale while the machine is suspended, and whether the system tells for how long that was. */
    public enum Suspension {
        MONOTONIC_STANDS_STILL,
        MONOTONIC_GOES_ON,
        /** The monotonic scale stands still, and the system does not tell. */
        UNTOLD
    }

    public ClockQuirks withStepResidueNs(long stepResidueNs) {
        return new ClockQuirks(
                refusesSteering, stepResidueNs, disciplinedByOther, makesLeapSeconds, frequencyOnset, suspension);
    }
}
