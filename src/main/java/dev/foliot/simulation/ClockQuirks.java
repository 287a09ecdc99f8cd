package dev.foliot.simulation;

/**
 * What is the matter with a simulated clock; may change while it runs.
 *
 * @param refusesSteering whether it refuses to be steered, as for a process without the permission
 * @param stepResidueNs by how much each step misses, as on systems where it is read, add, set
 * @param disciplinedByOther whether it says that a kernel loop steers it
 */
public record ClockQuirks(boolean refusesSteering, long stepResidueNs, boolean disciplinedByOther) {
    public static final ClockQuirks NONE = new ClockQuirks(false, 0, false);
    public static final ClockQuirks REFUSES = new ClockQuirks(true, 0, false);
}
