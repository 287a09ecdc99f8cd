package dev.foliot.daemon;

import dev.foliot.filter.Sample;
import java.util.List;
import java.util.Map;

/**
 * The samples that one daemon leaves to the next, and what must still be so for them to mean anything.
 *
 * @param boot which start of the system it was; empty where the system does not tell
 * @param monotonicNs when the daemon ended
 * @param utcNs the time of day then
 * @param frequencyPpb what the clock is steered by from then on
 * @param sources the samples of each server, by its address and port, in the order of time
 */
record SavedHistory(String boot, long monotonicNs, long utcNs, double frequencyPpb, Map<String, List<Sample>> sources) {
    private static final long NS_PER_S = 1_000_000_000L;

    /** An oscillator that has not been watched for longer has gone its own ways. */
    private static final long LONGEST_PAUSE_NS = 3600 * NS_PER_S;

    /** No sample can be older: the longest poll interval is 36 hours, and nobody learns from 64 of these. */
    private static final long LONGEST_MEMORY_NS = 48 * 86_400 * NS_PER_S;

    /** No sample is worse: 16 s of the server's own (RFC 5905: MAXDISP), 4 s for the reply. */
    private static final double LONGEST_DISTANCE_S = 20;

    /** Two readings, one right after the other, may be interrupted in between. */
    private static final long TOLERANCE_NS = 10_000_000L;

    /** What readings of a frequency differ by when nobody has set another. */
    private static final double FREQUENCY_TOLERANCE_PPB = 0.1;

    /**
     * Takes what stands in a file.
     *
     * @throws IllegalArgumentException when that makes no sense, with the reason for a person
     */
    SavedHistory checked() {
        if (boot == null || sources == null || !Double.isFinite(frequencyPpb)) {
            throw new IllegalArgumentException("something is missing");
        }
        sources.forEach(this::check);
        return this;
    }

    private void check(String source, List<Sample> samples) {
        if (samples == null || samples.size() > SampleHistory.CAPACITY) {
            throw new IllegalArgumentException("not up to " + SampleHistory.CAPACITY + " samples of " + source);
        }
        long earliestNs = monotonicNs - LONGEST_MEMORY_NS;
        for (Sample sample : samples) {
            if (sample == null || !complete(sample) || !plausible(sample)) {
                throw new IllegalArgumentException("a sample of " + source + " makes no sense");
            }
            if (sample.monotonicNs() < earliestNs || sample.monotonicNs() > monotonicNs) {
                throw new IllegalArgumentException("the samples of " + source + " are not in the order of time");
            }
            earliestNs = sample.monotonicNs();
        }
    }

    private static boolean complete(Sample sample) {
        return sample.leap() != null && sample.transmitStamp() != null && sample.receiveStamp() != null;
    }

    private static boolean plausible(Sample sample) {
        return sample.stratum() >= 1
                && sample.stratum() <= 15
                && sample.rootDelayS() >= 0
                && sample.rootDispersionS() >= 0
                && sample.rootDistanceS() < LONGEST_DISTANCE_S;
    }

    /**
     * Why the samples do not hold any more, for a person; empty when they do.
     *
     * @param now what would be saved now
     */
    String obsolete(SavedHistory now) {
        long pauseNs = now.monotonicNs - monotonicNs;
        if (!boot.equals(now.boot) || pauseNs < 0) {
            return "the system has been started anew since";
        }
        if (pauseNs > LONGEST_PAUSE_NS) {
            return "it is " + pauseNs / NS_PER_S + " s old";
        }
        if (Math.abs((now.utcNs - now.monotonicNs) - (utcNs - monotonicNs)) > TOLERANCE_NS) {
            return "the clock has been set since, or the machine was suspended";
        }
        if (Math.abs(now.frequencyPpb - frequencyPpb) > FREQUENCY_TOLERANCE_PPB) {
            return "the clock has been steered since";
        }
        return "";
    }
}
