package dev.foliot.cli;

import java.util.List;

/** A small plot for a terminal. */
final class Plot {
    private static final int WIDTH = 60;
    private static final double LOWEST_S = 1e-8;
    private static final double HIGHEST_S = 1;

    private Plot() {}

    /**
     * The size of an error over time, one row for each power of ten from 1 s down to 10 ns.
     *
     * @param errorsS the error at equal intervals, in seconds; at least one
     * @param intervalS that interval
     */
    static String logarithmic(List<Double> errorsS, double intervalS) {
        int rows = (int) Math.round(Math.log10(HIGHEST_S / LOWEST_S)) + 1;
        int columns = Math.min(WIDTH, errorsS.size());
        boolean[][] points = new boolean[rows][columns];
        for (int i = 0; i < errorsS.size(); i++) {
            int column = (int) ((long) i * columns / errorsS.size());
            points[row(Math.abs(errorsS.get(i)), rows)][column] = true;
        }
        StringBuilder plot = new StringBuilder("  |true error|\n");
        for (int row = 0; row < rows; row++) {
            plot.append(String.format("%8s |", Format.seconds(HIGHEST_S * Math.pow(10, -row))));
            for (int column = 0; column < columns; column++) {
                plot.append(points[row][column] ? '*' : ' ');
            }
            plot.append('\n');
        }
        String end = Format.seconds(errorsS.size() * intervalS);
        plot.append("         +").append("-".repeat(columns)).append('\n');
        plot.append("          0")
                .append(" ".repeat(Math.max(1, columns - 1 - end.length())))
                .append(end)
                .append('\n');
        return plot.toString();
    }

    /** The row of an error: the nearest power of ten. */
    private static int row(double errorS, int rows) {
        double clamped = Math.max(LOWEST_S, Math.min(HIGHEST_S, errorS));
        return (int) Math.min(rows - 1, Math.round(-Math.log10(clamped / HIGHEST_S)));
    }
}
