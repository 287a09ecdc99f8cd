package dev.foliot.selection;

import java.util.Arrays;

/**
 * The interval that most of the given intervals contain (Marzullo, 1984; RFC 5905, section 11.2.1): where true time
 * must be if that many sources are right.
 *
 * @param low its lower end
 * @param high its upper end
 * @param count how many intervals contain it
 */
record Intersection(double low, double high, int count) {
    /**
     * The best intersection of intervals {@code [low[i], high[i]]}; of several as good, the first. At least one
     * interval is given.
     */
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
        int end = 0;
        while (start < starts.length) {
            if (starts[start] <= ends[end]) {
                open++;
                if (open > best) {
                    best = open;
                    bestLow = starts[start];
                    bestHigh = ends[end];
                }
                start++;
            } else {
                open--;
                end++;
            }
        }
        return new Intersection(bestLow, bestHigh, best);
    }

    boolean meets(double otherLow, double otherHigh) {
        return otherLow <= high && otherHigh >= low;
    }
}
