package dev.foliot.cli;

import dev.foliot.experiment.Comparison;
import dev.foliot.experiment.Summary;
import java.util.List;
import java.util.Locale;

/** The table of accuracy, for people. */
final class AccuracyText {
    private AccuracyText() {}

    static String of(List<Comparison> rows, Palette palette) {
        Table table = new Table()
                .left("Id")
                .left("Scenario", 44)
                .right("Foliot")
                .right("chrony")
                .right("ntp")
                .right("ntpsec")
                .right("Ratio")
                .left("to")
                .right("Worst")
                .right("Packets")
                .right("Bound held")
                .right("Bound/p99");
        for (Comparison row : rows) {
            Summary foliot = row.foliot();
            table.row(
                    row.scenario(),
                    row.title(),
                    SimulationText.time(foliot.rmsOffsetS()),
                    peer(row, "chrony"),
                    peer(row, "ntp"),
                    peer(row, "ntpsec"),
                    ratio(row.ratioToMark()),
                    row.mark() == null ? "" : row.mark(),
                    ratio(row.greatestRatio()),
                    ratio(row.packetsToChrony()),
                    SimulationText.percent(foliot.leastBoundCoverage()),
                    ratio(foliot.medianBoundS() / foliot.p99OffsetS()));
        }
        return table.render(palette) + "geometric mean of the ratios: "
                + palette.strong(String.format(Locale.ROOT, "%.3f", Comparison.geometricMean(rows))) + "\n";
    }

    /** The latest row, in a line. */
    static String progress(List<Comparison> rows, int of, double elapsedS) {
        Comparison row = rows.get(rows.size() - 1);
        return String.format(
                Locale.ROOT,
                "%2d/%d  %5.1f s  %-8s RMS %8s  ratio %s",
                rows.size(),
                of,
                elapsedS,
                row.scenario(),
                SimulationText.time(row.foliot().rmsOffsetS()),
                ratio(row.ratioToMark()));
    }

    private static String peer(Comparison row, String name) {
        return Format.known(row.peerRmsOffsetS().get(name), Format::seconds);
    }

    private static String ratio(double ratio) {
        return Format.known(ratio, r -> String.format(Locale.ROOT, "%.2f", r));
    }
}
