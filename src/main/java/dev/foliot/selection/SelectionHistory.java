package dev.foliot.selection;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier selections mean for the next one: a source that was outvoted has no vote until it has agreed for a
 * while, and the one selected stays so while no other is clearly better.
 *
 * @param <S> how the caller names its sources
 */
public final class SelectionHistory<S> {
    /** How many samples of a source that was outvoted must agree before it counts again. */
    static final int PROBATION_SAMPLES = 4;

    private final Map<S, Probation> probations = new HashMap<>();
    private S selected;

    /**
     * A source that was outvoted.
     *
     * @param samplesLeft how many more must agree
     * @param newestNs when the latest was taken that has been looked at
     */
    private record Probation(int samplesLeft, long newestNs) {}

    boolean onProbation(S source) {
        return probations.containsKey(source);
    }

    /** Who was selected the last time. */
    Optional<S> selected() {
        return Optional.ofNullable(selected);
    }

    /** A selection among these candidates has given them these roles. */
    public void remember(Collection<Candidate<S>> candidates, Map<S, SourceRole> roles) {
        Set<S> present = new HashSet<>();
        for (Candidate<S> candidate : candidates) {
            S source = candidate.source();
            present.add(source);
            SourceRole role = roles.get(source);
            if (role == SourceRole.SELECTED) {
                selected = source;
            }
            if (role == SourceRole.FALSETICKER) {
                probations.put(source, new Probation(PROBATION_SAMPLES, newestNs(candidate)));
            } else if (onProbation(source)
                    && newestNs(candidate) > probations.get(source).newestNs()) {
                serve(source, newestNs(candidate));
            }
        }
        probations.keySet().retainAll(present);
        if (!present.contains(selected)) {
            selected = null;
        }
    }

    private void serve(S source, long newestNs) {
        int left = probations.get(source).samplesLeft() - 1;
        if (left == 0) {
            probations.remove(source);
        } else {
            probations.put(source, new Probation(left, newestNs));
        }
    }

    private static long newestNs(Candidate<?> candidate) {
        return candidate.estimate().map(e -> e.newest().monotonicNs()).orElse(Long.MIN_VALUE);
    }
}
