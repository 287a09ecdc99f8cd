package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.RawReading;
import dev.foliot.time.Frequency;

/** What frequencies that are set do to the clock's rate. */
final class FrequencyEffect implements Check {
    private static final double CHANGE_PPM = 40;
    private static final long ONSET_NS = 1_200_000_000L;
    private static final long DURATION_NS = 1_500_000_000L;
    private static final double GOOD_PPM = 0.5;
    private static final double USABLE_PPM = 5;

    private final Machine machine;
    private final BorrowedClock clock;

    FrequencyEffect(Machine machine, BorrowedClock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    /**
     * @param grantedPpm what the clock took
     * @param ratePpm what it did
     */
    private record Measured(double grantedPpm, double ratePpm) {}

    @Override
    public String name() {
        return "frequency +40 and -40 ppm";
    }

    @Override
    public Result run() throws ClockException, InterruptedException {
        try {
            Measured fast = measure(CHANGE_PPM);
            Measured slow = measure(-CHANGE_PPM);
            double setPpm = fast.grantedPpm() - slow.grantedPpm();
            double measuredPpm = fast.ratePpm() - slow.ratePpm();
            return judge(Math.abs(measuredPpm - setPpm))
                    .with("difference_set_ppm", setPpm)
                    .with("difference_measured_ppm", measuredPpm);
        } finally {
            clock.setFrequency(clock.original().frequency());
        }
    }

    private Measured measure(double changePpm) throws ClockException, InterruptedException {
        Frequency granted =
                clock.setFrequency(new Frequency(clock.original().frequency().ppb() + changePpm * 1e3));
        machine.timeline().pass(ONSET_NS);
        RawReading start = machine.raw().read();
        machine.timeline().pass(DURATION_NS);
        return new Measured(granted.ppm(), Gain.ppm(start, machine.raw().read()));
    }

    private static Result judge(double errorPpm) {
        if (errorPpm > USABLE_PPM) {
            return Result.failed("the rate does not follow what is set");
        }
        return errorPpm > GOOD_PPM
                ? Result.degraded("the rate roughly follows what is set")
                : Result.ok("the rate follows what is set");
    }
}
