package dev.foliot.selftest;

import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import java.util.Arrays;

/** How well both scales are read at one moment: nobody steps the clock meanwhile, so their distance must stay. */
final class ScaleDistance implements Check {
    private static final int READINGS = 2000;
    private static final long GOOD_NS = 1000;
    private static final long USABLE_NS = 100_000;

    private final SystemClock clock;

    ScaleDistance(SystemClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "both scales at once";
    }

    @Override
    public Result run() {
        long[] distancesNs = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            ClockReading reading = clock.read();
            distancesNs[i] = reading.utcNs() - reading.monotonicNs();
        }
        long[] sorted = distancesNs.clone();
        Arrays.sort(sorted);
        long middleNs = sorted[READINGS / 2];
        long[] deviationsNs = Arrays.stream(distancesNs)
                .map(distanceNs -> Math.abs(distanceNs - middleNs))
                .toArray();
        Spread deviation = Spread.of(deviationsNs);
        return judge(deviation)
                .with("deviation_median_ns", deviation.medianNs())
                .with("deviation_max_ns", deviation.maxNs());
    }

    private Result judge(Spread deviation) {
        long goodNs = Math.max(GOOD_NS, 2 * clock.capabilities().readingQuantumNs());
        if (deviation.medianNs() > USABLE_NS) {
            return Result.failed("the scales do not keep their distance; or did somebody set the clock?");
        }
        return deviation.medianNs() > goodNs ? Result.degraded("read far apart") : Result.ok("read at one moment");
    }
}
