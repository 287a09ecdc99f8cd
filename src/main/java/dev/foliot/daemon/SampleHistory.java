package dev.foliot.daemon;

import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest samples of one source, kept so that they still mean something to a daemon that starts later. */
final class SampleHistory {
    /** More than a filter looks back at: it has learned from the older ones how the clock and the network behave. */
    static final int CAPACITY = 64;

    private final Deque<PlacedSample> samples = new ArrayDeque<>();

    void add(PlacedSample sample) {
        if (samples.size() == CAPACITY) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** Forgets all but the latest {@code count}. */
    void keepLatest(int count) {
        while (samples.size() > count) {
            samples.removeFirst();
        }
    }

    void clockStepped(double stepS) {
        for (int i = samples.size(); i > 0; i--) {
            samples.addLast(samples.removeFirst().afterStep(stepS));
        }
    }

    /**
     * The samples as they would be if the clock had been steered all the time as it is now: that is all that a ledger
     * knows which begins later, while this steering is in force.
     */
    List<Sample> steady(long monotonicNs, SteeringLedger ledger) {
        double rate = 1 + ledger.frequency().ratio();
        long freeNowNs = ledger.freeRunningNs(monotonicNs);
        double gainedS = ledger.gainedS(monotonicNs);
        return samples.stream()
                .map(kept -> {
                    long freeAgoNs = freeNowNs - kept.freeRunningNs();
                    long agoNs = Math.round(freeAgoNs * rate);
                    double gainedSinceS = (agoNs - freeAgoNs) * 1e-9;
                    double offsetS = kept.freeOffsetS() - (gainedS - gainedSinceS);
                    return kept.sample().at(monotonicNs - agoNs, offsetS);
                })
                .toList();
    }
}
