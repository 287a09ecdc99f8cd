package dev.foliot.filter;

import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;

/**
 * What the samples of one source say, together, about the free-running clock ({@link SteeringLedger}).
 *
 * @param freeRunningNs the moment it holds for, on the free-running scale
 * @param freeOffsetS source minus free-running clock at that moment
 * @param frequency what the clock must be steered by to keep pace with the source; positive: its oscillator is slow
 * @param uncertainty of offset and frequency at that moment
 * @param jitterS standard deviation of an offset measured by a single sample
 * @param newest the latest sample
 * @param shortestDelayS the shortest round trip ever measured to the source, in seconds: that of the route
 * @param best the sample, among those remembered, by which the error can be bounded best
 * @param bestErrorS that bound of the error at that moment, in seconds, were the route as long one way as the other
 * @param samples how many are remembered
 */
public record SourceEstimate(
        long freeRunningNs,
        double freeOffsetS,
        Frequency frequency,
        Uncertainty uncertainty,
        double jitterS,
        Sample newest,
        double shortestDelayS,
        Sample best,
        double bestErrorS,
        int samples) {
    /** The offset of the steered clock at a moment on the monotonic scale, in seconds; positive: it is behind. */
    public double offsetS(long monotonicNs, SteeringLedger ledger) {
        return freeOffsetS + frequency.ratio() * elapsedS(monotonicNs, ledger) - ledger.gainedS(monotonicNs);
    }

    /** The uncertainty of offset and frequency then. */
    public Uncertainty uncertainty(long monotonicNs, SteeringLedger ledger) {
        return uncertainty.after(Math.max(0, elapsedS(monotonicNs, ledger)));
    }

    /**
     * Bound of the error at the time of the newest sample, in seconds, were the route as long one way as the other, beyond
     * what statistics say: zero unless they are surer than the best sample allows.
     */
    public double beyondStatisticsS() {
        return Math.max(0, bestErrorS - ErrorBound.DEVIATIONS * uncertainty.offsetErrorS());
    }

    private double elapsedS(long monotonicNs, SteeringLedger ledger) {
        return (ledger.freeRunningNs(monotonicNs) - freeRunningNs) * 1e-9;
    }
}
