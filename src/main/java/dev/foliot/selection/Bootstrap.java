package dev.foliot.selection;

import dev.foliot.time.ValidityPeriod;
import java.util.Optional;

/**
 * Whom to believe while nobody knows yet what time it is, where there are authenticated sources: these alone. Their
 * certificates cannot be held against the time then, so the time that a source says is held against its certificates; and
 * more than half of the authenticated sources configured must agree, whether they answer or not.
 *
 * @param authenticated how many authenticated sources there are to be
 * @param earliestUtcNs a time that is past, in nanoseconds since the Unix epoch: no source that says less is right
 */
public record Bootstrap(int authenticated, long earliestUtcNs) {
    /**
     * Why a source has no say; empty when it has one.
     *
     * @param certificates when those that vouch for it are valid; empty when none do
     * @param saysUtcNs the time by its samples; empty while there are none
     */
    public Optional<SourceRole> objection(Optional<ValidityPeriod> certificates, Optional<Long> saysUtcNs) {
        if (certificates.isEmpty()) {
            return Optional.of(SourceRole.NOT_AUTHENTICATED);
        }
        boolean possible = saysUtcNs
                .map(utcNs -> utcNs >= earliestUtcNs && certificates.get().contains(utcNs))
                .orElse(true);
        return possible ? Optional.empty() : Optional.of(SourceRole.IMPOSSIBLE_TIME);
    }

    /** How many have to agree, where {@code minimum} of all sources have to usually. */
    public int needed(int minimum) {
        return Math.max(authenticated / 2 + 1, Math.min(minimum, authenticated));
    }
}
