package dev.foliot.cli;

import dev.foliot.experiment.Comparison;
import dev.foliot.experiment.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of accuracy: for a terminal, or as Markdown for a document. */
final class AccuracyText {
    private static final int TITLE_WIDTH = 44;

    private final List<Comparison> rows;
    private final boolean compared;

    AccuracyText(List<Comparison> rows) {
        this.rows = rows;
        this.compared = rows.stream().anyMatch(row -> row.mark() != null);
    }

    String text(Palette palette) {
        Table table = new Table().left("Id").left("Scenario", TITLE_WIDTH);
        List<String> titles = titles();
        titles.forEach(table::right);
        for (Comparison row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.scenario(), row.title()));
            cells.addAll(cells(row));
            table.row(cells.toArray(String[]::new));
        }
        return table.render(palette) + (compared ? palette.strong(mean()) + "\n" : "");
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| id | scenario | " + String.join(" | ", titles()) + " |\n");
        text.append("| --- | --- |").append(" ---: |".repeat(titles().size())).append('\n');
        for (Comparison row : rows) {
            text.append("| ")
                    .append(row.scenario())
                    .append(" | ")
                    .append(row.title())
                    .append(cells(row).stream().map(cell -> " | " + cell).collect(Collectors.joining()))
                    .append(" |\n");
        }
        return text + (compared ? "\n" + mean() + "\n" : "");
    }

    private List<String> titles() {
        return compared
                ? List.of(
                        "Foliot",
                        "chrony",
                        "ntp",
                        "ntpsec",
                        "to beat",
                        "ratio",
                        "worst",
                        "packets",
                        "bound held",
                        "bound/p99")
                : List.of("Foliot", "least", "most", "max", "p99", "settled", "poll", "bound held", "bound/p99");
    }

    private List<String> cells(Comparison row) {
        Summary foliot = row.foliot();
        String held = SimulationText.percent(foliot.leastBoundCoverage());
        String tightness = ratio(foliot.boundRatio());
        return compared
                ? List.of(
                        SimulationText.time(foliot.rmsOffsetS()),
                        peer(row, "chrony"),
                        peer(row, "ntp"),
                        peer(row, "ntpsec"),
                        row.mark() == null ? Format.UNKNOWN : row.mark(),
                        ratio(row.ratioToMark()),
                        ratio(row.greatestRatio()),
                        ratio(row.packetsToChrony()),
                        held,
                        tightness)
                : List.of(
                        SimulationText.time(foliot.rmsOffsetS()),
                        SimulationText.time(foliot.leastRmsOffsetS()),
                        SimulationText.time(foliot.greatestRmsOffsetS()),
                        SimulationText.time(foliot.maxOffsetS()),
                        SimulationText.time(foliot.p99OffsetS()),
                        SimulationText.settling(foliot.settlingTimeS()),
                        SimulationText.poll(foliot.meanPollS()),
                        held,
                        tightness);
    }

    private String mean() {
        long above = rows.stream().filter(row -> row.ratioToMark() > 1).count();
        return String.format(
                Locale.ROOT,
                "geometric mean of the ratios: %.3f; above 1: %d of %d",
                Comparison.geometricMean(rows),
                above,
                rows.size());
    }

    /** The latest row, in a line. */
    static String progress(List<Comparison> rows, int of, double elapsedS) {
        Comparison row = rows.get(rows.size() - 1);
        return String.format(
                Locale.ROOT,
                "%2d/%d %6.1f s  %-14s RMS %8s  ratio %s",
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

    static String ratio(double ratio) {
        return Format.known(ratio, r -> String.format(Locale.ROOT, "%.2f", r));
    }
}
