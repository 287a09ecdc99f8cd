package dev.foliot.filter;

import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;

/**
 * What the samples of one source say, together, about the free-running clock ({@link SteeringLedger}).
 *
 * @param freeRunningNs the moment it holds for, on the free-running scale
 * @param freeOffsetS source minus free-running clock at that moment
 * @param offsetErrorS standard deviation of {@code freeOffsetS}
 * @param frequency what the clock must be steered by to keep pace with the source; positive: its oscillator is slow
 * @param frequencyError standard deviation of {@code frequency}
 * @param jitterS spread of the samples about the estimate
 * @param newest the latest sample
 * @param best the sample of the shortest delay among those in use
 * @param samples how many are in use
 */
public record SourceEstimate(
        long freeRunningNs,
        double freeOffsetS,
        double offsetErrorS,
        Frequency frequency,
        Frequency frequencyError,
        double jitterS,
        Sample newest,
        Sample best,
        int samples) {
    /** The offset of the steered clock at a moment on the monotonic scale, in seconds; positive: it is behind. */
    public double offsetS(long monotonicNs, SteeringLedger ledger) {
        double elapsedS = (ledger.freeRunningNs(monotonicNs) - freeRunningNs) * 1e-9;
        return freeOffsetS + frequency.ratio() * elapsedS - ledger.gainedS(monotonicNs);
    }
}
