package dev.foliot.selection;

import java.util.Map;
import java.util.Optional;

/**
 * What came of a selection.
 *
 * @param estimate what the sources in use say together; empty when there is no majority
 * @param roles the part that every source plays
 * @param agreeing how many sources the largest group that agrees has; when groups as large contradict each other, how
 *     many agree with all of them
 * @param needed how many it would need
 */
public record SelectionOutcome<S>(
        Optional<ClockEstimate> estimate, Map<S, SourceRole> roles, int agreeing, int needed) {}
