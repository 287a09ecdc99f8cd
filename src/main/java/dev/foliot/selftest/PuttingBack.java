package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;

/** Gives the clock back, and looks whether it is as it was. */
final class PuttingBack implements Check {
    private static final long GOOD_NS = 20_000;

    private final BorrowedClock clock;

    PuttingBack(BorrowedClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock as it was";
    }

    @Override
    public Result run() throws ClockException {
        clock.giveBack();
        long errorNs = clock.errorNs();
        return judge(clock.original(), clock.state(), errorNs)
                .with("time_error_ns", errorNs)
                .with("frequency_ppm", clock.state().frequency().ppm());
    }

    private static Result judge(ClockState original, ClockState now, long errorNs) {
        if (!now.frequency().equals(original.frequency())) {
            return Result.failed("the frequency is not what it was");
        }
        if (now.leap() != original.leap()) {
            return Result.failed("the status is not what it was");
        }
        if (now.taiOffsetS() != original.taiOffsetS()) {
            return Result.failed("TAI - UTC is not what it was");
        }
        return Math.abs(errorNs) > GOOD_NS
                ? Result.failed("the time is not what it would be")
                : Result.ok("time, frequency, status and TAI - UTC");
    }
}
