package dev.foliot.cli;

import dev.foliot.experiment.Summary;
import dev.foliot.experiment.Tightness;
import java.util.ArrayList;
import java.util.List;

/** The table of how tight the error bound is: for a terminal, or as Markdown for a document. */
final class BoundsText {
    private static final int TITLE_WIDTH = 44;

    private final List<Tightness> rows;
    private final List<String> titles;

    /** @param maximumAsymmetry what is declared in the last columns */
    BoundsText(List<Tightness> rows, double maximumAsymmetry) {
        this.rows = rows;
        this.titles =
                List.of("p99 error", "bound", "bound/p99", "held", "bound at " + maximumAsymmetry, "bound/p99", "held");
    }

    String text(Palette palette) {
        Table table = new Table().left("Id").left("Scenario", TITLE_WIDTH);
        titles.forEach(table::right);
        for (Tightness row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.scenario(), row.title()));
            cells.addAll(cells(row));
            table.row(cells.toArray(String[]::new));
        }
        return table.render(palette);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| id | scenario | " + String.join(" | ", titles) + " |\n");
        text.append("| --- | --- |").append(" ---: |".repeat(titles.size())).append('\n');
        for (Tightness row : rows) {
            text.append("| " + row.scenario() + " | " + row.title() + " | " + String.join(" | ", cells(row)) + " |\n");
        }
        return text.toString();
    }

    private static List<String> cells(Tightness row) {
        List<String> cells =
                new ArrayList<>(List.of(SimulationText.time(row.asItIs().p99OffsetS())));
        for (Summary figures : List.of(row.asItIs(), row.declared())) {
            cells.add(SimulationText.time(figures.medianBoundS()));
            cells.add(AccuracyText.ratio(figures.boundRatio()));
            cells.add(SimulationText.percent(figures.leastBoundCoverage()));
        }
        return cells;
    }
}
