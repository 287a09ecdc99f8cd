package dev.foliot.filter;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;

/** Samples of a stratum 2 server, as tests need them. */
public final class Samples {
    /** What stamps and precisions add. */
    public static final double DISPERSION_S = 3e-7;

    private Samples() {}

    public static Sample of(long monotonicNs, double offsetS, double delayS) {
        return of(monotonicNs, offsetS, delayS, 2, LeapIndicator.NONE);
    }

    public static Sample of(long monotonicNs, double offsetS, double delayS, int stratum, LeapIndicator leap) {
        return new Sample(
                monotonicNs,
                offsetS,
                delayS,
                DISPERSION_S,
                0.010,
                0.001,
                stratum,
                leap,
                0x0A00_0001,
                StampSource.KERNEL,
                StampSource.KERNEL);
    }
}
