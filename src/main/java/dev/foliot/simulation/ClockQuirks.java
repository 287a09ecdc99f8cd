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
 */
public record ClockQuirks(
        boolean refusesSteering,
        long stepResidueNs,
        boolean disciplinedByOther,
        boolean makesLeapSeconds,
        FrequencyOnset frequencyOnset) {
    public static final ClockQuirks NONE = new ClockQuirks(false, 0, false, true, FrequencyOnset.AT_ONCE);
    public static final ClockQuirks REFUSES = new ClockQuirks(true, 0, false, true, FrequencyOnset.AT_ONCE);
    public static final ClockQuirks FREEBSD = new ClockQuirks(false, -700, false, true, FrequencyOnset.NEXT_SECOND);
    public static final ClockQuirks MACOS = new ClockQuirks(false, -1000, false, false, FrequencyOnset.AFTER_A_SECOND);

    public ClockQuirks withStepResidueNs(long stepResidueNs) {
        return new ClockQuirks(refusesSteering, stepResidueNs, disciplinedByOther, makesLeapSeconds, frequencyOnset);
    }
}
