package dev.foliot.selection;

import dev.foliot.filter.SourceEstimate;
import java.util.Optional;

/**
 * A source as selection sees it.
 *
 * @param source identifies it; comes back in {@link SelectionOutcome#roles}
 * @param reachable whether it has answered any of its last eight polls
 * @param estimate what its samples say; empty while there are none
 * @param referenceId what our own packets and status call it (RFC 5905, section 7.3)
 * @param options what a person says of it
 * @param <S> how the caller names its sources
 */
public record Candidate<S>(
        S source, boolean reachable, Optional<SourceEstimate> estimate, int referenceId, SelectionOptions options) {}
