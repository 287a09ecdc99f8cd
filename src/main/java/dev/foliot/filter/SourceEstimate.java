package dev.foliot.filter;

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
 * @param best the sample, among those remembered, that bounds the error best: by half of its delay and {@code
 *     bestResidualS}
 * @param bestResidualS the offset that {@code best} measured, less the estimate at its time, in seconds
 * @param samples how many are remembered
 */
public record SourceEstimate(
        long freeRunningNs,
        double freeOffsetS,
        Frequency frequency,
        Uncertainty uncertainty,
        double jitterS,
        Sample newest,
        Sample best,
        double bestResidualS,
        int samples) {
    /** The offset of the steered clock at a moment on the monotonic scale, in seconds; positive: it is behind. */
    public double offsetS(long monotonicNs, SteeringLedger ledger) {
        return freeOffsetS + frequency.ratio() * elapsedS(monotonicNs, ledger) - ledger.gainedS(monotonicNs);
    }

    /** The uncertainty of offset and frequency then. */
    public Uncertainty uncertainty(long monotonicNs, SteeringLedger ledger) {
        return uncertainty.after(Math.max(0, elapsedS(monotonicNs, ledger)));
    }

    private double elapsedS(long monotonicNs, SteeringLedger ledger) {
        return (ledger.freeRunningNs(monotonicNs) - freeRunningNs) * 1e-9;
    }
}
