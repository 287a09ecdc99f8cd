package dev.foliot.selection;

import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.SteeringLedger;
import dev.foliot.time.Uncertainty;

/**
 * What the sources that are right say together about the free-running clock.
 *
 * @param freeRunningNs the moment it holds for, on the free-running scale
 * @param freeOffsetS true time minus free-running clock at that moment
 * @param frequency what the clock must be steered by to keep pace with true time; positive: its oscillator is slow
 * @param uncertainty of offset and frequency at that moment
 * @param systematicErrorS bound of what {@code freeOffsetS} may be wrong by for good, beyond {@code uncertainty}
 * @param rootDelayS round trip to the reference, through the selected source
 * @param rootDispersionS bound of error against the reference at that moment, without half of the root delay
 * @param stratum the selected source's
 * @param referenceId what identifies the selected source (RFC 5905, section 7.3)
 * @param leap what the majority of the sources in use announces
 * @param sources how many sources are in use
 */
public record ClockEstimate(
        long freeRunningNs,
        double freeOffsetS,
        Frequency frequency,
        Uncertainty uncertainty,
        double systematicErrorS,
        double rootDelayS,
        double rootDispersionS,
        int stratum,
        int referenceId,
        LeapIndicator leap,
        int sources) {
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

    /** The same estimate after the clock was stepped forward by {@code stepS}. */
    public ClockEstimate afterStep(double stepS) {
        return new ClockEstimate(
                freeRunningNs,
                freeOffsetS - stepS,
                frequency,
                uncertainty,
                systematicErrorS,
                rootDelayS,
                rootDispersionS,
                stratum,
                referenceId,
                leap,
                sources);
    }
}
