package dev.foliot.experiment;

import java.util.Collection;

/** The middle of some numbers. */
public final class Median {
    private Median() {}

    /** The mean of the two in the middle when they are even in number; NaN of none, or when one is NaN. */
    public static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
