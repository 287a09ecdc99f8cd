package dev.foliot.daemon;

import dev.foliot.filter.Sample;
import dev.foliot.platform.Addresses;
import dev.foliot.time.ClockReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hands the samples of the daemon before on to this one, and this one's to the next. */
final class WarmStart {
    private static final System.Logger LOG = System.getLogger(WarmStart.class.getName());

    private final Optional<HistoryFile> file;
    private final ClockDriver clock;
    private final Map<String, List<Sample>> saved;

    /** @param file without one, every start is cold */
    WarmStart(Optional<HistoryFile> file, ClockDriver clock) {
        this.file = file;
        this.clock = clock;
        this.saved = new TreeMap<>(file.flatMap(f -> f.take(now(Map.of())))
                .map(SavedHistory::sources)
                .orElse(Map.of()));
    }

    /** Gives a source that starts now what was saved of it, once. */
    void restore(ServerSource source) {
        List<Sample> samples = saved.remove(key(source));
        if (samples != null) {
            source.restore(samples, clock.ledger());
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1} samples of before", source.name(), samples.size());
        }
    }

    /** The clock is being steered: from now on, the ledger does not reach back to when the samples were taken. */
    void over() {
        saved.clear();
    }

    /** Leaves the samples of these sources. The clock must be steered as it will be until the next daemon starts. */
    void save(List<ServerSource> sources) {
        if (file.isEmpty()) {
            return;
        }
        long nowNs = clock.read().monotonicNs();
        Map<String, List<Sample>> samples = new TreeMap<>();
        for (ServerSource source : sources) {
            samples.put(key(source), source.history().steady(nowNs, clock.ledger()));
        }
        samples.values().removeIf(List::isEmpty);
        if (!samples.isEmpty()) {
            file.get().save(now(samples));
        }
    }

    private SavedHistory now(Map<String, List<Sample>> samples) {
        ClockReading reading = clock.read();
        return new SavedHistory(
                file.map(HistoryFile::boot).orElse(""),
                reading.monotonicNs(),
                reading.utcNs(),
                clock.ledger().frequency().ppb(),
                samples);
    }

    /** Samples that anybody can have forged must not be taken for authenticated ones. */
    private static String key(ServerSource source) {
        String address = Addresses.text(source.association.remote());
        return source.nts.isPresent() ? "nts " + address : address;
    }
}
