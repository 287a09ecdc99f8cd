package dev.foliot.experiment;

import dev.foliot.experiment.Peers.Peer;
import dev.foliot.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One scenario's row of the table of accuracy: Foliot beside others in the same worlds.
 *
 * @param scenario its id
 * @param title what it is
 * @param foliot figures of Foliot
 * @param peerRmsOffsetS root mean square of the time error of other daemons, by name, median over their seeds; empty
 *     where nobody else was measured
 * @param mark the one of them to beat, or null
 * @param ratioToMark Foliot's error for each one of the mark's: the median of the ratios seed by seed; NaN without a
 *     mark
 * @param greatestRatio the greatest of these ratios
 * @param packetsToChrony packets sent for each one that chrony sends; NaN where that was not measured
 */
public record Comparison(
        String scenario,
        String title,
        Summary foliot,
        Map<String, Double> peerRmsOffsetS,
        String mark,
        double ratioToMark,
        double greatestRatio,
        double packetsToChrony) {
    /** A scenario's row, from the figures of each seed. */
    public static Comparison of(Scenario scenario, List<Figures> figures) {
        Summary summary = Summary.of(figures);
        List<Peer> peers = Peers.MEASURED.in(scenario.id());
        if (peers.isEmpty()) {
            return new Comparison(
                    scenario.id(), scenario.title(), summary, Map.of(), null, Double.NaN, Double.NaN, Double.NaN);
        }
        Map<Integer, Double> bySeed = new TreeMap<>();
        figures.forEach(f -> bySeed.put(f.seed(), f.rmsOffsetS()));
        Peer mark = Peers.MEASURED.mark(scenario.id());
        List<Double> ratios = new Peer("foliot", bySeed, summary.meanPollS()).ratiosTo(mark);
        Map<String, Double> peerRms = new LinkedHashMap<>();
        peers.forEach(peer -> peerRms.put(peer.name(), peer.medianRmsOffsetS()));
        return new Comparison(
                scenario.id(),
                scenario.title(),
                summary,
                peerRms,
                mark.name(),
                Median.of(ratios),
                ratios.stream().mapToDouble(r -> r).max().orElse(Double.NaN),
                peers.get(0).meanPollS() / summary.meanPollS());
    }

    /** The geometric mean of the ratios of the rows that have one; NaN when none has. */
    public static double geometricMean(List<Comparison> rows) {
        return Math.exp(rows.stream()
                .mapToDouble(Comparison::ratioToMark)
                .filter(ratio -> !Double.isNaN(ratio))
                .map(Math::log)
                .average()
                .orElse(Double.NaN));
    }
}
