package dev.foliot.selection;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where true time must be if as many sources are right as can be right together (Marzullo, 1984): the points that most
 * of the given intervals contain. There may be several such places, and nothing says which is the true one; then it is
 * all of them and what lies between, and only an interval that contains it all is right whichever it is.
 *
 * <p>Intervals may be trusted. Then it is where most of those meet, and of such places where most of the others do.
 *
 * @param low its lower end
 * @param high its upper end
 * @param count how many intervals contain each of its ends
 * @param trusted how many of these are trusted
 */
record Intersection(double low, double high, int count, int trusted) {
    /** The best intersection of intervals {@code [low[i], high[i]]}. At least one interval is given. */
    static Intersection of(double[] low, double[] high, boolean[] trusted) {
        int length = low.length;
        int weightOfTrusted = length + 1;
        int[] starts = sorted(length, i -> low[i]);
        int[] ends = sorted(length, i -> high[i]);
        int open = 0;
        int best = 0;
        double bestLow = Double.NaN;
        double bestHigh = Double.NaN;
        int start = 0;
        for (int end : ends) {
            while (start < length && low[starts[start]] <= high[end]) {
                open += trusted[starts[start]] ? weightOfTrusted : 1;
                if (open > best) {
                    best = open;
                    bestLow = low[starts[start]];
                }
                start++;
            }
            if (open == best) {
                bestHigh = high[end];
            }
            open -= trusted[end] ? weightOfTrusted : 1;
        }
        int bestTrusted = best / weightOfTrusted;
        return new Intersection(bestLow, bestHigh, bestTrusted + best % weightOfTrusted, bestTrusted);
    }

    private static int[] sorted(int length, IntToDoubleFunction key) {
        return IntStream.range(0, length)
                .boxed()
                .sorted(Comparator.comparingDouble(key::applyAsDouble))
                .mapToInt(i -> i)
                .toArray();
    }
}
