package dev.foliot.cli;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the measurements of one server say together. Numbers are null when there are too few measurements for them.
 *
 * @param sent requests sent
 * @param received measurements that came of them
 * @param lost requests without one
 * @param medianOffsetS middle of the offsets
 * @param medianAbsoluteOffsetS middle of the offsets without their signs
 * @param minOffsetS least offset
 * @param maxOffsetS greatest offset
 * @param medianDelayS middle of the delays
 * @param bestOffsetS offset of the measurement with the least delay, which is the one to believe
 * @param bestDelayS its delay
 * @param jitterS root mean square of the other offsets' differences from that one (RFC 5905, section 10); needs two
 */
record QuerySummary(
        int sent,
        int received,
        int lost,
        Double medianOffsetS,
        Double medianAbsoluteOffsetS,
        Double minOffsetS,
        Double maxOffsetS,
        Double medianDelayS,
        Double bestOffsetS,
        Double bestDelayS,
        Double jitterS) {
    static QuerySummary of(int sent, List<QuerySample> samples) {
        if (samples.isEmpty()) {
            return new QuerySummary(sent, 0, sent, null, null, null, null, null, null, null, null);
        }
        double[] offsetsS = sorted(samples, QuerySample::offsetS);
        QuerySample best = samples.stream()
                .min(Comparator.comparingDouble(QuerySample::delayS))
                .orElseThrow();
        return new QuerySummary(
                sent,
                samples.size(),
                sent - samples.size(),
                median(offsetsS),
                median(sorted(samples, sample -> Math.abs(sample.offsetS()))),
                offsetsS[0],
                offsetsS[offsetsS.length - 1],
                median(sorted(samples, QuerySample::delayS)),
                best.offsetS(),
                best.delayS(),
                jitterS(offsetsS, best.offsetS()));
    }

    private static double[] sorted(List<QuerySample> samples, ToDoubleFunction<QuerySample> value) {
        return samples.stream().mapToDouble(value).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Double jitterS(double[] offsetsS, double bestS) {
        if (offsetsS.length < 2) {
            return null;
        }
        double sum = 0;
        for (double offsetS : offsetsS) {
            sum += (offsetS - bestS) * (offsetS - bestS);
        }
        return Math.sqrt(sum / (offsetsS.length - 1));
    }
}
