package dev.foliot.selection;

import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which sources are right, and combines them.
 *
 * <p>Each source claims that true time lies within its root distance of its offset. The sources whose claims have a
 * point in common are believed when they are more than half of those that claim anything, and at least as many as
 * configured; the others are falsetickers. Where a person trusts some, these decide among themselves. A source that was
 * outvoted lately has no vote ({@link SelectionHistory}). Of the believed ones the one with the least distance, a
 * millisecond added for each stratum, is selected, unless the one selected before is hardly worse; those that are not
 * much worse are combined with it by {@link Consensus}.
 */
public final class Selector {
    /** What one more stratum costs in the ranking, in seconds: the one nearer to the reference wins among equals. */
    private static final double STRATUM_WEIGHT_S = 1e-3;

    /** A source is combined while its distance is at most this many times that of the selected one, */
    private static final double COMBINE_LIMIT = 3;

    /** and this much, in seconds: what distances differ by below that is chance. */
    private static final double COMBINE_ANYWAY_S = 1e-5;

    /** The selected source stays so while the best one is not nearer by more than this share of its distance. */
    private static final double RESELECT_SHARE = 0.25;

    private final SelectionParameters parameters;
    private final OscillatorStability stability;

    /** @param stability how much the root distance of a sample grows as it gets old */
    public Selector(SelectionParameters parameters, OscillatorStability stability) {
        this.parameters = parameters;
        this.stability = stability;
    }

    /** The same, but so many sources must agree. */
    public Selector withMinimum(int agreeing) {
        return new Selector(new SelectionParameters(agreeing, parameters.maximumDistanceS()), stability);
    }

    /** How many sources must agree at least. */
    public int minimum() {
        return parameters.minimumAgreeingSources();
    }

    /**
     * A source that claims something, and what it claims.
     *
     * @param uncertainty of offset and frequency now
     * @param distance how far from its offset true time may be
     * @param freshDistanceS that distance at the time of its latest sample: who has just been asked is not better for it
     */
    private record Claim<S>(
            Candidate<S> candidate,
            SourceEstimate estimate,
            double offsetS,
            Uncertainty uncertainty,
            RootDistance distance,
            double freshDistanceS) {
        S source() {
            return candidate.source();
        }

        SelectionOptions options() {
            return candidate.options();
        }

        double distanceS() {
            return distance.totalS();
        }

        double low() {
            return offsetS - distanceS();
        }

        double high() {
            return offsetS + distanceS();
        }

        boolean contains(Intersection intersection) {
            return low() <= intersection.low() && high() >= intersection.high();
        }

        double rank() {
            return freshDistanceS + estimate.newest().stratum() * STRATUM_WEIGHT_S;
        }
    }

    /** @param history of the selections before, which this one changes nothing in */
    public <S> SelectionOutcome<S> select(
            List<Candidate<S>> candidates, SelectionHistory<S> history, long monotonicNs, SteeringLedger ledger) {
        Map<S, SourceRole> roles = new LinkedHashMap<>();
        List<Claim<S>> claims = new ArrayList<>();
        for (Candidate<S> candidate : candidates) {
            Optional<Claim<S>> claim = candidate.estimate().map(e -> claim(candidate, e, monotonicNs, ledger));
            SourceRole obstacle = obstacle(candidate, claim);
            roles.put(candidate.source(), obstacle);
            if (obstacle == SourceRole.NO_MAJORITY) {
                claims.add(claim.orElseThrow());
            }
        }
        List<Claim<S>> voters = voters(claims, history);
        if (voters.isEmpty()) {
            Quorum nobody = Quorum.ofEquals(0, 0, parameters.minimumAgreeingSources());
            return new SelectionOutcome<>(Optional.empty(), roles, nobody);
        }
        Intersection intersection = intersection(voters);
        List<Claim<S>> right =
                voters.stream().filter(claim -> claim.contains(intersection)).toList();
        Quorum quorum = quorum(voters, right, intersection);
        if (!quorum.reached()) {
            return new SelectionOutcome<>(Optional.empty(), roles, quorum);
        }
        if (required(candidates) && right.stream().noneMatch(c -> c.options().require())) {
            right.forEach(claim -> roles.put(claim.source(), SourceRole.NO_REQUIRED));
            return new SelectionOutcome<>(Optional.empty(), roles, quorum.withoutRequired());
        }
        for (Claim<S> claim : claims) {
            boolean agrees = claim.contains(intersection);
            roles.put(claim.source(), agrees ? SourceRole.ON_PROBATION : SourceRole.FALSETICKER);
        }
        List<Claim<S>> used = assignRoles(preferred(consistent(right, roles), roles), history.selected(), roles);
        return new SelectionOutcome<>(Optional.of(combine(used, right, monotonicNs, ledger)), roles, quorum);
    }

    /**
     * Who has a vote: all but those that were outvoted lately; or all, when those were no majority any more. Liars that
     * answer first could outvote the honest ones, one after the other as they come.
     */
    private static <S> List<Claim<S>> voters(List<Claim<S>> claims, SelectionHistory<S> history) {
        List<Claim<S>> steady = claims.stream()
                .filter(claim -> !history.onProbation(claim.source()))
                .toList();
        return 2 * steady.size() > claims.size() ? steady : claims;
    }

    private <S> Quorum quorum(List<Claim<S>> voters, List<Claim<S>> right, Intersection intersection) {
        int minimum = parameters.minimumAgreeingSources();
        int trusted = trusted(voters);
        if (trusted > 0) {
            int together = Math.min(intersection.trusted(), trusted(right));
            return Quorum.ofTrusted(trusted, together, voters.size(), right.size(), minimum);
        }
        Quorum largestGroup = Quorum.ofEquals(voters.size(), intersection.count(), minimum);
        return largestGroup.reached() ? Quorum.ofEquals(voters.size(), right.size(), minimum) : largestGroup;
    }

    private static <S> int trusted(List<Claim<S>> claims) {
        return (int) claims.stream().filter(claim -> claim.options().trust()).count();
    }

    private static <S> boolean required(List<Candidate<S>> candidates) {
        return candidates.stream().anyMatch(candidate -> candidate.options().require());
    }

    /** Those of the claims that are right which are to be used: the preferred ones, where there are any. */
    private static <S> List<Claim<S>> preferred(List<Claim<S>> right, Map<S, SourceRole> roles) {
        List<Claim<S>> preferred =
                right.stream().filter(claim -> claim.options().prefer()).toList();
        if (preferred.isEmpty()) {
            return right;
        }
        right.forEach(claim -> roles.put(claim.source(), SourceRole.NOT_PREFERRED));
        return preferred;
    }

    private <S> Claim<S> claim(
            Candidate<S> candidate, SourceEstimate estimate, long monotonicNs, SteeringLedger ledger) {
        return new Claim<>(
                candidate,
                estimate,
                estimate.offsetS(monotonicNs, ledger),
                estimate.uncertainty(monotonicNs, ledger),
                RootDistance.of(estimate, candidate.options(), monotonicNs, ledger, stability),
                RootDistance.of(estimate, candidate.options(), estimate.newest().monotonicNs(), ledger, stability)
                        .totalS());
    }

    /**
     * Why a candidate cannot claim anything; {@link SourceRole#NO_MAJORITY}, the role it has until there is one, when
     * it can.
     */
    private <S> SourceRole obstacle(Candidate<S> candidate, Optional<Claim<S>> claim) {
        if (candidate.options().noselect()) {
            return SourceRole.NOSELECT;
        }
        if (!candidate.reachable()) {
            return SourceRole.UNREACHABLE;
        }
        if (claim.isEmpty()) {
            return SourceRole.TOO_FEW_SAMPLES;
        }
        return claim.get().distanceS() > parameters.maximumDistanceS()
                ? SourceRole.TOO_DISTANT
                : SourceRole.NO_MAJORITY;
    }

    private static <S> Intersection intersection(List<Claim<S>> claims) {
        double[] low = new double[claims.size()];
        double[] high = new double[claims.size()];
        boolean[] trusted = new boolean[claims.size()];
        for (int i = 0; i < claims.size(); i++) {
            low[i] = claims.get(i).low();
            high[i] = claims.get(i).high();
            trusted[i] = claims.get(i).options().trust();
        }
        return Intersection.of(low, high, trusted);
    }

    /**
     * Those of the claims that tell of one and the same clock. A server that drifts, or lies within what its root
     * distance allows, agrees with the others for hours; that it deviates shows long before. Constant differences of
     * offset are natural, since paths are asymmetric; differences of frequency are not. Sources that are trusted are not left out.
     */
    private static <S> List<Claim<S>> consistent(List<Claim<S>> right, Map<S, SourceRole> roles) {
        Consensus offset = offsetConsensus(right);
        Consensus frequency = frequencyConsensus(right);
        List<Claim<S>> consistent = new ArrayList<>();
        for (int i = 0; i < right.size(); i++) {
            Claim<S> claim = right.get(i);
            if ((offset.leavesOut(i) || frequency.leavesOut(i))
                    && !claim.options().trust()) {
                roles.put(claim.source(), SourceRole.DEVIATING);
            } else {
                consistent.add(claim);
            }
        }
        return 2 * consistent.size() > right.size() ? consistent : right;
    }

    private static <S> Consensus offsetConsensus(List<Claim<S>> claims) {
        return Consensus.of(
                claims.stream().mapToDouble(Claim::offsetS).toArray(),
                claims.stream().mapToDouble(c -> c.uncertainty().offsetS2()).toArray(),
                true);
    }

    private static <S> Consensus frequencyConsensus(List<Claim<S>> claims) {
        return Consensus.of(
                claims.stream()
                        .mapToDouble(c -> c.estimate().frequency().ratio())
                        .toArray(),
                claims.stream().mapToDouble(c -> c.uncertainty().frequency2()).toArray(),
                false);
    }

    /** Sorts the claims that may be used into those in use and outliers; returns the former, the selected one first. */
    private static <S> List<Claim<S>> assignRoles(
            List<Claim<S>> usable, Optional<S> selectedBefore, Map<S, SourceRole> roles) {
        Claim<S> selected = selected(usable, selectedBefore);
        List<Claim<S>> used = new ArrayList<>();
        used.add(selected);
        roles.put(selected.source(), SourceRole.SELECTED);
        for (Claim<S> claim : usable) {
            if (!claim.source().equals(selected.source())) {
                boolean near = claim.freshDistanceS() <= COMBINE_LIMIT * selected.freshDistanceS() + COMBINE_ANYWAY_S;
                roles.put(claim.source(), near ? SourceRole.COMBINED : SourceRole.OUTLIER);
                if (near) {
                    used.add(claim);
                }
            }
        }
        return used;
    }

    /** The best claim, or the one selected before while it is hardly worse. */
    private static <S> Claim<S> selected(List<Claim<S>> usable, Optional<S> selectedBefore) {
        Claim<S> best = Collections.min(usable, Comparator.comparingDouble(Claim::rank));
        double enoughS = best.rank() + RESELECT_SHARE * best.freshDistanceS();
        return usable.stream()
                .filter(claim -> selectedBefore.equals(Optional.of(claim.source())))
                .filter(claim -> claim.rank() <= enoughS)
                .findFirst()
                .orElse(best);
    }

    private static <S> ClockEstimate combine(
            List<Claim<S>> used, List<Claim<S>> right, long monotonicNs, SteeringLedger ledger) {
        Consensus offset = offsetConsensus(used);
        Consensus frequency = frequencyConsensus(used);
        double covarianceS = 0;
        double wander2 = 0;
        for (int i = 0; i < used.size(); i++) {
            Uncertainty its = used.get(i).uncertainty();
            covarianceS += offset.weight(i) * frequency.weight(i) * its.covarianceS();
            wander2 += offset.weight(i) * its.wander2();
        }
        Uncertainty uncertainty = new Uncertainty(offset.variance(), covarianceS, frequency.variance(), wander2);
        Claim<S> selected = used.get(0);
        Sample newest = selected.estimate().newest();
        return new ClockEstimate(
                ledger.freeRunningNs(monotonicNs),
                offset.value() + ledger.gainedS(monotonicNs),
                Frequency.ofRatio(frequency.value()),
                uncertainty,
                Math.max(0, boundS(offset.value(), right) - ErrorBound.DEVIATIONS * uncertainty.offsetErrorS()),
                newest.rootDelayS() + selected.estimate().shortestDelayS(),
                selected.distance().dispersionS() + Math.abs(offset.value() - selected.offsetS()),
                newest.stratum(),
                selected.candidate().referenceId(),
                leap(right),
                used.size());
    }

    /**
     * How far true time can be from {@code offsetS}. Each claim bounds it; as long as fewer than half of them are false,
     * the upper median of these bounds holds, since one of those up to it is a true one.
     */
    private static <S> double boundS(double offsetS, List<Claim<S>> right) {
        double[] bounds = right.stream()
                .mapToDouble(claim -> claim.distanceS() + Math.abs(offsetS - claim.offsetS()))
                .sorted()
                .toArray();
        return bounds[bounds.length / 2];
    }

    /**
     * What more than half of the sources that agree announce, used or not, else nothing: one that claims to be much
     * better than the others must not announce alone.
     */
    private static <S> LeapIndicator leap(List<Claim<S>> right) {
        for (LeapIndicator leap : List.of(LeapIndicator.INSERT, LeapIndicator.DELETE)) {
            long votes = right.stream()
                    .filter(c -> c.estimate().newest().leap() == leap)
                    .count();
            if (2 * votes > right.size()) {
                return leap;
            }
        }
        return LeapIndicator.NONE;
    }
}
