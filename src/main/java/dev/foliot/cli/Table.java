package dev.foliot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Text in columns, each as wide as its widest cell. */
public final class Table {
    private static final String GAP = " ";

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private record Column(String title, boolean right, int limit) {}

    private record Row(List<String> cells, UnaryOperator<String> paint) {}

    /** Adds a column of words. */
    public Table left(String title) {
        columns.add(new Column(title, false, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a column of words that are cut to {@code limit} characters. */
    public Table left(String title, int limit) {
        columns.add(new Column(title, false, limit));
        return this;
    }

    /** Adds a column of numbers. */
    public Table right(String title) {
        columns.add(new Column(title, true, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a row with one cell for each column. */
    public Table row(String... cells) {
        return row(UnaryOperator.identity(), cells);
    }

    /** Adds a row that is painted as a whole, after it has been aligned. */
    public Table row(UnaryOperator<String> paint, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> fitted = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            fitted.add(cut(cells[i], columns.get(i).limit()));
        }
        rows.add(new Row(fitted, paint));
        return this;
    }

    /** The lines, each with a newline, without spaces at their ends. Titles come first unless all are empty. */
    public String render(Palette palette) {
        List<Row> lines = new ArrayList<>();
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            lines.add(new Row(columns.stream().map(Column::title).toList(), palette::strong));
        }
        lines.addAll(rows);
        int[] widths = new int[columns.size()];
        for (Row line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.cells().get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Row line : lines) {
            text.append(line.paint().apply(align(line.cells(), widths))).append('\n');
        }
        return text.toString();
    }

    private String align(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** Leaves out the middle: addresses differ at their ends. */
    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int tail = (limit - 2) / 2;
        return text.substring(0, limit - 2 - tail) + ".." + text.substring(text.length() - tail);
    }
}
