package dev.foliot.selection;

import java.util.Arrays;

/**
 * What several measurements of one quantity say together, when each knows its own random error, but not by how much it
 * is wrong for good: a source behind an asymmetric path is off by the same amount all the time.
 *
 * <p>How much the measurements differ beyond their random errors shows how large those constant errors are. Their
 * variance t^2 is taken such that the median of |x_i - m| / sqrt(v_i + t^2) is that of a normal distribution, m being
 * the median: a minority that is far off cannot move either. Measurements further than {@value
 * #OUTLYING_DEVIATIONS} deviations from m are left out, the others averaged with weights 1 / (v_i + t^2), where none
 * weighs more than all others together (a random effects model, as in meta-analysis, made robust). A minority cannot
 * outvote the others: where it would be the majority that is left out, nobody is.
 *
 * <p>Each measurement says within which range the truth is likely to be. The average is held between the lowest and the
 * highest end that remain when as many as could be false, fewer than half, are taken away on either side. So however a
 * minority lies, it cannot bring the consensus out of what the honest ones span together.
 */
final class Consensus {
    /** The median of |z| of a standard normal distribution. */
    private static final double NORMAL_MEDIAN = 0.6744897501960817;

    /** The variance of a median as a multiple of that of the average, of many normally distributed values. */
    private static final double MEDIAN_INEFFICIENCY = Math.PI / 2;

    private static final double OUTLYING_DEVIATIONS = 4;

    /** How many standard deviations a random error is likely to stay within. */
    static final double LIKELY_DEVIATIONS = 2;

    private static final int BISECTIONS = 50;

    private final double value;
    private final double[] weights;
    private final double variance;

    private Consensus(double value, double[] weights, double variance) {
        this.value = value;
        this.weights = weights;
        this.variance = variance;
    }

    /**
     * The consensus of at least one measurement.
     *
     * @param values what was measured
     * @param variances of the random errors, positive
     * @param lasting whether the measurements may differ for good; when not, every difference is an error
     */
    static Consensus of(double[] values, double[] variances, boolean lasting) {
        double middle = median(values);
        double between = lasting ? between(values, variances, middle) : 0;
        double ofMiddle = MEDIAN_INEFFICIENCY * (median(variances) + between) / values.length;
        double[] weights = new double[values.length];
        int kept = 0;
        for (int i = 0; i < values.length; i++) {
            double deviation = Math.sqrt(variances[i] + between + ofMiddle);
            boolean outlying = Math.abs(values[i] - middle) > OUTLYING_DEVIATIONS * deviation;
            weights[i] = outlying ? 0 : 1 / (variances[i] + between);
            kept += outlying ? 0 : 1;
        }
        if (2 * kept <= values.length) {
            Arrays.setAll(weights, i -> 1 / (variances[i] + between));
        }
        balance(weights);
        double value = 0;
        double variance = 0;
        for (int i = 0; i < values.length; i++) {
            value += weights[i] * values[i];
            variance += weights[i] * weights[i] * (variances[i] + between);
        }
        return new Consensus(held(value, values, variances), weights, variance);
    }

    private static double held(double value, double[] values, double[] variances) {
        double[] low = new double[values.length];
        double[] high = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            low[i] = values[i] - LIKELY_DEVIATIONS * Math.sqrt(variances[i]);
            high[i] = values[i] + LIKELY_DEVIATIONS * Math.sqrt(variances[i]);
        }
        Arrays.sort(low);
        Arrays.sort(high);
        int minority = (values.length - 1) / 2;
        return Math.max(low[minority], Math.min(high[values.length - 1 - minority], value));
    }

    /** The average. */
    double value() {
        return value;
    }

    /** The variance of the average, as far as errors are random or differ between the measurements. */
    double variance() {
        return variance;
    }

    /** What measurement {@code i} counts, of a sum of 1; 0 when it is left out. */
    double weight(int i) {
        return weights[i];
    }

    boolean leavesOut(int i) {
        return weights[i] == 0;
    }

    /** Makes the sum of the weights 1, and none larger than the sum of the others where there are three or more. */
    private static void balance(double[] weights) {
        int heaviest = 0;
        double sum = 0;
        int used = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            used += weights[i] > 0 ? 1 : 0;
            heaviest = weights[i] > weights[heaviest] ? i : heaviest;
        }
        double others = sum - weights[heaviest];
        if (used > 2 && weights[heaviest] > others) {
            weights[heaviest] = others;
            sum = 2 * others;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The variance of the constant errors. */
    private static double between(double[] values, double[] variances, double middle) {
        double low = 0;
        double high = 0;
        for (double value : values) {
            high = Math.max(high, (value - middle) * (value - middle));
        }
        high /= NORMAL_MEDIAN * NORMAL_MEDIAN;
        if (typical(values, variances, middle, 0) <= NORMAL_MEDIAN) {
            return 0;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double between = (low + high) / 2;
            if (typical(values, variances, middle, between) > NORMAL_MEDIAN) {
                low = between;
            } else {
                high = between;
            }
        }
        return high;
    }

    /** The median deviation, in standard deviations. */
    private static double typical(double[] values, double[] variances, double middle, double between) {
        double[] deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - middle) / Math.sqrt(variances[i] + between);
        }
        return median(deviations);
    }
}
