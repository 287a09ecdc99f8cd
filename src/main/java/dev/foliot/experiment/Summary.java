package dev.foliot.experiment;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Figures of one scenario with several seeds: their medians, unless said otherwise. What is not known is NaN.
 *
 * @param seeds how many
 * @param rmsOffsetS root mean square of the time error
 * @param leastRmsOffsetS the least of all seeds
 * @param greatestRmsOffsetS the greatest of all seeds
 * @param maxOffsetS largest time error
 * @param p99OffsetS 99th percentile of its absolute value
 * @param meanOffsetS its mean, with its sign
 * @param rmsFrequencyPpb root mean square of the frequency error
 * @param settlingTimeS from when on the clock was right; NaN when with any seed it never was
 * @param packets how many requests were sent
 * @param meanPollS the mean time between two requests to one server
 * @param leastBoundCoverage the least of all seeds: of the seconds in which a bound was published, the part in which the
 *     error was within it
 * @param medianBoundS the median of the bounds published
 */
public record Summary(
        int seeds,
        double rmsOffsetS,
        double leastRmsOffsetS,
        double greatestRmsOffsetS,
        double maxOffsetS,
        double p99OffsetS,
        double meanOffsetS,
        double rmsFrequencyPpb,
        double settlingTimeS,
        double packets,
        double meanPollS,
        double leastBoundCoverage,
        double medianBoundS) {
    /** @param figures at least one */
    public static Summary of(List<Figures> figures) {
        return new Summary(
                figures.size(),
                median(figures, Figures::rmsOffsetS),
                figures.stream().mapToDouble(Figures::rmsOffsetS).min().orElseThrow(),
                figures.stream().mapToDouble(Figures::rmsOffsetS).max().orElseThrow(),
                median(figures, Figures::maxOffsetS),
                median(figures, Figures::p99OffsetS),
                median(figures, Figures::meanOffsetS),
                median(figures, Figures::rmsFrequencyPpb),
                median(figures, Figures::settlingTimeS),
                median(figures, Figures::packets),
                median(figures, Figures::meanPollS),
                figures.stream().mapToDouble(Figures::boundCoverage).min().orElseThrow(),
                median(figures, Figures::medianBoundS));
    }

    /** The median bound for each 99th percentile of the error. */
    public double boundRatio() {
        return medianBoundS / p99OffsetS;
    }

    private static double median(List<Figures> figures, ToDoubleFunction<Figures> figure) {
        return Median.of(figures.stream().mapToDouble(figure).boxed().toList());
    }
}
