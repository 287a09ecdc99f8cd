package dev.foliot.selection;

import java.util.Map;
import java.util.Optional;

/**
 * What came of a selection.
 *
 * @param estimate what the sources in use say together; empty when they are not believed
 * @param roles the part that every source plays
 * @param quorum whether enough of them agree
 */
public record SelectionOutcome<S>(Optional<ClockEstimate> estimate, Map<S, SourceRole> roles, Quorum quorum) {}
