package dev.foliot.selftest;

import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;

/** Whether both scales only ever go forward. */
final class ClockOrder implements Check {
    private static final int READINGS = 100_000;

    private final SystemClock clock;

    ClockOrder(SystemClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock order";
    }

    @Override
    public Result run() {
        int monotonicReversals = 0;
        int utcReversals = 0;
        ClockReading earlier = clock.read();
        for (int i = 1; i < READINGS; i++) {
            ClockReading later = clock.read();
            monotonicReversals += later.monotonicNs() < earlier.monotonicNs() ? 1 : 0;
            utcReversals += later.utcNs() < earlier.utcNs() ? 1 : 0;
            earlier = later;
        }
        return judge(monotonicReversals, utcReversals)
                .with("readings", READINGS)
                .with("monotonic_reversals", monotonicReversals)
                .with("utc_reversals", utcReversals);
    }

    private static Result judge(int monotonicReversals, int utcReversals) {
        if (monotonicReversals > 0) {
            return Result.failed("the monotonic scale went back");
        }
        return utcReversals > 0
                ? Result.failed("the time of day went back; or did somebody set it?")
                : Result.ok("both scales only went forward");
    }
}
