package dev.foliot.filter;

import dev.foliot.time.Moment;
import dev.foliot.time.SteeringLedger;

/**
 * A sample, and its place on the free-running scale, where those taken before and after the clock was steered can be
 * compared.
 *
 * @param sample as measured
 * @param freeRunningNs when it was taken, on the free-running scale
 * @param freeOffsetS source minus free-running clock
 */
public record PlacedSample(Sample sample, long freeRunningNs, double freeOffsetS) {
    /** A sample so new that the ledger knows its time. */
    public static PlacedSample of(Sample sample, SteeringLedger ledger) {
        return of(sample, ledger.moment(sample.monotonicNs()));
    }

    /** @param taken the moment at which it was */
    public static PlacedSample of(Sample sample, Moment taken) {
        return new PlacedSample(sample, taken.freeRunningNs(), sample.offsetS() + taken.gainedS());
    }

    /** The same after the local clock was stepped forward by {@code stepS}. */
    public PlacedSample afterStep(double stepS) {
        return new PlacedSample(sample.afterStep(stepS), freeRunningNs, freeOffsetS - stepS);
    }
}
