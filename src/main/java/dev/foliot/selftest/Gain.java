package dev.foliot.selftest;

import dev.foliot.platform.RawReading;
import dev.foliot.time.Frequency;

/** By how much a clock went faster than the scale beside it, between two readings. */
final class Gain {
    private Gain() {}

    /** Of the monotonic scale, in nanoseconds. */
    static long ns(RawReading start, RawReading end) {
        return end.monotonicNs() - start.monotonicNs() - (end.rawNs() - start.rawNs());
    }

    /** Of the monotonic scale, as a rate. */
    static double ppm(RawReading start, RawReading end) {
        return Frequency.ofRatio((double) ns(start, end) / (end.rawNs() - start.rawNs()))
                .ppm();
    }
}
