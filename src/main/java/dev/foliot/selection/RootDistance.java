package dev.foliot.selection;

import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;

/**
 * How far true time may be from what a source says (RFC 5905, section 11.2: root distance), by what that comes from; all
 * in seconds.
 *
 * @param asymmetryS what one way of the route to the source may be longer than the other, half of it: as far as a person
 *     has said, or half of the shortest round trip
 * @param referenceS half of the round trip from the source to its reference, all of which may be on one way
 * @param dispersionS all else: random errors and queues, stamps, what the oscillator may have done since the latest sample,
 *     what the source says of itself
 */
public record RootDistance(double asymmetryS, double referenceS, double dispersionS) {
    /** The root distance of a source at a moment. */
    public static RootDistance of(
            SourceEstimate estimate,
            SelectionOptions options,
            long monotonicNs,
            SteeringLedger ledger,
            OscillatorStability stability) {
        Sample newest = estimate.newest();
        double ageS = Math.max(0, monotonicNs - newest.monotonicNs()) * 1e-9;
        return new RootDistance(
                options.maximumAsymmetry() * estimate.shortestDelayS() / 2,
                newest.rootDelayS() / 2,
                estimate.beyondStatisticsS()
                        + ErrorBound.DEVIATIONS
                                * estimate.uncertainty(monotonicNs, ledger).offsetErrorS()
                        + newest.dispersionS()
                        + stability.offsetS(ageS)
                        + newest.rootDispersionS());
    }

    /** The whole of it. */
    public double totalS() {
        return asymmetryS + referenceS + dispersionS;
    }
}
