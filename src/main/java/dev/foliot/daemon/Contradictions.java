package dev.foliot.daemon;

import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.ErrorBound;
import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples that cannot be squared with those before, whatever the network and the oscillators have done: somebody's time
 * has jumped. One of them may be a slip, and is kept from the filter; several in a row are a new truth.
 */
final class Contradictions {
    private static final int CONFIRMED = 4;

    /** No oscillator is worse. */
    private static final Frequency WORST_DRIFT = Frequency.ofPpm(500);

    private final List<Sample> samples = new ArrayList<>(CONFIRMED);

    /** Whether the sample contradicts an estimate that was made without it; keeps it if so. */
    boolean add(Sample sample, SourceEstimate estimate, SteeringLedger ledger) {
        long atNs = sample.monotonicNs();
        double ageS = Math.max(0, atNs - estimate.newest().monotonicNs()) * 1e-9;
        double possibleS = sample.delayS() / 2
                + sample.dispersionS()
                + estimate.best().delayS() / 2
                + ErrorBound.DEVIATIONS * estimate.uncertainty(atNs, ledger).offsetErrorS()
                + ageS * WORST_DRIFT.ratio();
        if (Math.abs(sample.offsetS() - estimate.offsetS(atNs, ledger)) <= possibleS) {
            samples.clear();
            return false;
        }
        samples.add(sample);
        return true;
    }

    /** Whether so many samples in a row have contradicted what was known that they are to be believed. */
    boolean confirmed() {
        return samples.size() >= CONFIRMED;
    }

    /** The samples that have contradicted in a row, which are forgotten here. */
    List<Sample> take() {
        List<Sample> taken = List.copyOf(samples);
        samples.clear();
        return taken;
    }

    void clockStepped(double stepS) {
        samples.replaceAll(sample -> sample.afterStep(stepS));
    }
}
