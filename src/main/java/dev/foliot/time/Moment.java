package dev.foliot.time;

/**
 * A moment on the scales of a {@link SteeringLedger}, as the ledger knew them shortly after: it forgets.
 *
 * @param monotonicNs on the monotonic scale, in nanoseconds
 * @param freeRunningNs on the free-running scale, in nanoseconds
 * @param gainedS by how many seconds frequency steering had moved the clock forward by then
 */
public record Moment(long monotonicNs, long freeRunningNs, double gainedS) {}
