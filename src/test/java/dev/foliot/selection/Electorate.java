package dev.foliot.selection;

import dev.foliot.filter.Sample;
import dev.foliot.filter.Samples;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources that are asked at the same times, over and over, and what comes of their votes. */
final class Electorate {
    private static final long ROUND_NS = 16_000_000_000L;

    private final SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);
    private final SelectionHistory<String> history = new SelectionHistory<>();
    private final Map<String, Voter> voters = new LinkedHashMap<>();
    private final Selector selector;
    private long nowNs;

    private record Voter(double offsetS, double delayS, SelectionOptions options, boolean silent) {}

    Electorate(int minimumAgreeing) {
        selector = new Selector(new SelectionParameters(minimumAgreeing, 1.5), OscillatorStability.DEFAULT);
    }

    /** From now on there is such a source: 20 ms away, and so right by its own account to 10 ms and a little. */
    Electorate source(String name, double offsetS, SelectionOptions options) {
        return source(name, offsetS, 0.020, options);
    }

    Electorate source(String name, double offsetS, double delayS, SelectionOptions options) {
        voters.put(name, new Voter(offsetS, delayS, options, false));
        return this;
    }

    Electorate source(String name, double offsetS) {
        return source(name, offsetS, SelectionOptions.NONE);
    }

    /** From now on it does not answer. */
    void silence(String name) {
        Voter voter = voters.get(name);
        voters.put(name, new Voter(voter.offsetS, voter.delayS, voter.options, true));
    }

    /** Every source has one more sample, and there is a vote. */
    SelectionOutcome<String> round() {
        nowNs += ROUND_NS;
        return vote();
    }

    /** There is a vote by the samples that there were already. */
    SelectionOutcome<String> vote() {
        List<Candidate<String>> candidates = new ArrayList<>();
        voters.forEach((name, voter) -> candidates.add(candidate(name, voter)));
        SelectionOutcome<String> outcome = selector.select(candidates, history, nowNs, ledger);
        history.remember(candidates, outcome.roles());
        return outcome;
    }

    /** What the sources in use say. */
    double offsetS(SelectionOutcome<String> outcome) {
        return outcome.estimate().orElseThrow().offsetS(nowNs, ledger);
    }

    private Candidate<String> candidate(String name, Voter voter) {
        Sample sample = Samples.of(nowNs, voter.offsetS, voter.delayS, 2, LeapIndicator.NONE);
        SourceEstimate estimate = new SourceEstimate(
                nowNs,
                voter.offsetS,
                Frequency.ZERO,
                new Uncertainty(1e-10, 0, 1e-16, 0),
                1e-5,
                sample,
                voter.delayS,
                sample,
                0,
                8);
        return new Candidate<>(name, !voter.silent, Optional.of(estimate), name.hashCode(), voter.options);
    }
}
