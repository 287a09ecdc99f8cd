package dev.foliot.daemon;

import dev.foliot.selection.ClockEstimate;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Saves the oscillator's correction and the time: as soon as it is known well, then every hour, and at the end. */
final class DriftKeeper {
    private static final System.Logger LOG = System.getLogger(DriftKeeper.class.getName());

    private static final long NS_PER_S = 1_000_000_000L;

    private static final long INTERVAL_NS = 3_600_000_000_000L;

    /** What is not known better than this is not worth remembering. */
    private static final Frequency KNOWN_WELL = Frequency.ofPpm(1);

    private final DriftFile file;
    private final KnownTime known;
    private long nextNs;
    private boolean failed;

    DriftKeeper(DriftFile file, KnownTime known, long nowNs) {
        this.file = file;
        this.known = known;
        this.nextNs = nowNs;
    }

    void turn(Optional<ClockEstimate> estimate, long monotonicNs) {
        if (monotonicNs >= nextNs) {
            save(estimate, monotonicNs);
        }
    }

    /** Saves what is known now, if it is known well. A file that cannot be written is logged, the first time. */
    void save(Optional<ClockEstimate> estimate, long monotonicNs) {
        if (estimate.isEmpty() || estimate.get().uncertainty().frequencyError().ppb() > KNOWN_WELL.ppb()) {
            return;
        }
        nextNs = monotonicNs + INTERVAL_NS;
        try {
            file.save(new DriftFile.Drift(
                    estimate.get().frequency(),
                    estimate.get().uncertainty().frequencyError(),
                    OptionalLong.of(Math.max(0, known.utcNs() / NS_PER_S))));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.log(System.Logger.Level.WARNING, "the drift file cannot be written: {0}", e.toString());
            }
            failed = true;
        }
    }
}
