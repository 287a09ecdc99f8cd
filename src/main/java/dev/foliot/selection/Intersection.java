package dev.foliot.selection;

import java.util.Arrays;

/**
 * Where true time must be if as many sources are right as can be right together (Marzullo, 1984): the points that most
 * of the given intervals contain. There may be several such places, and nothing says which is the true one; then it is
 * all of them and what lies between, and only an interval that contains it all is right whichever it is.
 *
 * @param low its lower end
 * @param high its upper end
 * @param count how many intervals contain each of its ends
 */
record Intersection(double low, double high, int count) {
    /** The best intersection of intervals {@code [low[i], high[i]]}. At least one interval is given. */
    static Intersection of(double[] low, double[] high) {
        double[] starts = low.clone();
        double[] ends = high.clone();
        Arrays.sort(starts);
        Arrays.sort(ends);
        int open = 0;
        int best = 0;
        double bestLow = Double.NaN;
        double bestHigh = Double.NaN;
        int start = 0;
        for (int end = 0; end < ends.length; end++) {
            while (start < starts.length && starts[start] <= ends[end]) {
                open++;
                if (open > best) {
                    best = open;
                    bestLow = starts[start];
                }
                start++;
            }
            if (open == best) {
                bestHigh = ends[end];
            }
            open--;
        }
        return new Intersection(bestLow, bestHigh, best);
    }
}
