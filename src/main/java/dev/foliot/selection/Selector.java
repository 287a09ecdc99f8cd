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
 * configured; the others are falsetickers. Of the believed ones the one with the least distance, a millisecond added
 * for each stratum, is selected; those that are not much worse are combined with it by {@link Consensus}. Keeps nothing
 * from one selection to the next.
 */
public final class Selector {
    /** What one more stratum costs in the ranking, in seconds: the one nearer to the reference wins among equals. */
    private static final double STRATUM_WEIGHT_S = 1e-3;

    /** A source is combined while its distance is at most this many times that of the selected one. */
    private static final double COMBINE_LIMIT = 3;

    private final SelectionParameters parameters;
    private final OscillatorStability stability;

    /** @param stability how much the root distance of a sample grows as it gets old */
    public Selector(SelectionParameters parameters, OscillatorStability stability) {
        this.parameters = parameters;
        this.stability = stability;
    }

    /**
     * A source that claims something, and what it claims.
     *
     * @param uncertainty of offset and frequency now
     * @param distanceS how far from its offset true time may be
     * @param freshDistanceS that distance at the time of its latest sample: who has just been asked is not better for it
     */
    private record Claim<S>(
            Candidate<S> candidate,
            SourceEstimate estimate,
            double offsetS,
            Uncertainty uncertainty,
            double distanceS,
            double freshDistanceS) {
        double low() {
            return offsetS - distanceS;
        }

        double high() {
            return offsetS + distanceS;
        }

        boolean contains(Intersection intersection) {
            return low() <= intersection.low() && high() >= intersection.high();
        }

        double rank() {
            return freshDistanceS + estimate.newest().stratum() * STRATUM_WEIGHT_S;
        }
    }

    public <S> SelectionOutcome<S> select(List<Candidate<S>> candidates, long monotonicNs, SteeringLedger ledger) {
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
        int needed = Math.max(parameters.minimumAgreeingSources(), claims.size() / 2 + 1);
        if (claims.isEmpty()) {
            return new SelectionOutcome<>(Optional.empty(), roles, 0, needed);
        }
        Intersection intersection = intersection(claims);
        List<Claim<S>> right =
                claims.stream().filter(claim -> claim.contains(intersection)).toList();
        if (right.size() < needed) {
            boolean torn = intersection.count() >= needed;
            int agreeing = torn ? right.size() : intersection.count();
            return new SelectionOutcome<>(Optional.empty(), roles, agreeing, needed);
        }
        claims.forEach(claim -> roles.put(claim.candidate().source(), SourceRole.FALSETICKER));
        List<Claim<S>> used = assignRoles(consistent(right, roles), roles);
        return new SelectionOutcome<>(
                Optional.of(combine(used, right, monotonicNs, ledger)), roles, right.size(), needed);
    }

    private <S> Claim<S> claim(
            Candidate<S> candidate, SourceEstimate estimate, long monotonicNs, SteeringLedger ledger) {
        return new Claim<>(
                candidate,
                estimate,
                estimate.offsetS(monotonicNs, ledger),
                estimate.uncertainty(monotonicNs, ledger),
                distanceS(estimate, monotonicNs, ledger, stability),
                distanceS(estimate, estimate.newest().monotonicNs(), ledger, stability));
    }

    /**
     * The bound of a source's error now (RFC 5905, section 11.2: root distance): what its best sample and its own
     * reference leave open, how far the estimate is from that sample, its random error, and the oscillator's change since
     * the latest sample.
     */
    public static double distanceS(
            SourceEstimate estimate, long monotonicNs, SteeringLedger ledger, OscillatorStability stability) {
        Sample newest = estimate.newest();
        double ageS = Math.max(0, monotonicNs - newest.monotonicNs()) * 1e-9;
        return estimate.best().delayS() / 2
                + Math.abs(estimate.bestResidualS())
                + newest.rootDelayS() / 2
                + newest.rootDispersionS()
                + newest.dispersionS()
                + ErrorBound.DEVIATIONS
                        * estimate.uncertainty(monotonicNs, ledger).offsetErrorS()
                + stability.offsetS(ageS);
    }

    /**
     * Why a candidate cannot claim anything; {@link SourceRole#NO_MAJORITY}, the role it has until there is one, when
     * it can.
     */
    private <S> SourceRole obstacle(Candidate<S> candidate, Optional<Claim<S>> claim) {
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
        double[] low = claims.stream().mapToDouble(Claim::low).toArray();
        double[] high = claims.stream().mapToDouble(Claim::high).toArray();
        return Intersection.of(low, high);
    }

    /**
     * Those of the claims that tell of one and the same clock. A server that drifts, or lies within what its root
     * distance allows, agrees with the others for hours; that it deviates shows long before. Constant differences of
     * offset are natural, since paths are asymmetric; differences of frequency are not.
     */
    private static <S> List<Claim<S>> consistent(List<Claim<S>> right, Map<S, SourceRole> roles) {
        Consensus offset = offsetConsensus(right);
        Consensus frequency = frequencyConsensus(right);
        List<Claim<S>> consistent = new ArrayList<>();
        for (int i = 0; i < right.size(); i++) {
            if (offset.leavesOut(i) || frequency.leavesOut(i)) {
                roles.put(right.get(i).candidate().source(), SourceRole.DEVIATING);
            } else {
                consistent.add(right.get(i));
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

    /** Sorts the claims that are right into those in use and outliers; returns the former, the selected one first. */
    private static <S> List<Claim<S>> assignRoles(List<Claim<S>> right, Map<S, SourceRole> roles) {
        List<Claim<S>> ranked =
                right.stream().sorted(Comparator.comparingDouble(Claim::rank)).toList();
        List<Claim<S>> used = new ArrayList<>();
        for (Claim<S> claim : ranked) {
            boolean near =
                    claim.freshDistanceS() <= COMBINE_LIMIT * ranked.get(0).freshDistanceS();
            SourceRole role = used.isEmpty() ? SourceRole.SELECTED : near ? SourceRole.COMBINED : SourceRole.OUTLIER;
            roles.put(claim.candidate().source(), role);
            if (role.used()) {
                used.add(claim);
            }
        }
        return used;
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
        double rootDelayS = newest.rootDelayS() + selected.estimate().best().delayS();
        return new ClockEstimate(
                ledger.freeRunningNs(monotonicNs),
                offset.value() + ledger.gainedS(monotonicNs),
                Frequency.ofRatio(frequency.value()),
                uncertainty,
                Math.max(0, boundS(offset.value(), right) - ErrorBound.DEVIATIONS * uncertainty.offsetErrorS()),
                rootDelayS,
                selected.distanceS() - rootDelayS / 2 + Math.abs(offset.value() - selected.offsetS()),
                newest.stratum(),
                selected.candidate().referenceId(),
                leap(used),
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

    /** What more than half of the sources in use announce, else nothing. */
    private static <S> LeapIndicator leap(List<Claim<S>> used) {
        for (LeapIndicator leap : List.of(LeapIndicator.INSERT, LeapIndicator.DELETE)) {
            long votes = used.stream()
                    .filter(c -> c.estimate().newest().leap() == leap)
                    .count();
            if (2 * votes > used.size()) {
                return leap;
            }
        }
        return LeapIndicator.NONE;
    }
}
