package dev.foliot.observability;

import dev.foliot.discipline.LeapMode;

/**
 * What is known of leap seconds, and what is done about them. What is not known is null.
 *
 * @param mode how they are made
 * @param byList whether a list tells when they happen; otherwise the sources do
 * @param listExpiresNs when the list expires, in nanoseconds since the Unix epoch; null without a list
 * @param taiOffsetS TAI - UTC according to the list
 */
public record LeapSnapshot(LeapMode mode, boolean byList, Long listExpiresNs, Integer taiOffsetS) {}
