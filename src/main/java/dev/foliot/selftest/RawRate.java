package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.RawReading;

/** Whether the clock runs at the rate that its state tells, against the scale that steering does not bend. */
final class RawRate implements Check {
    private static final long DURATION_NS = 1_000_000_000L;
    private static final double AGREES_PPM = 1;
    /** FreeBSD calibrates its counters to some hundred ppm. */
    private static final double SAME_OSCILLATOR_PPM = 1000;

    private final Machine machine;

    RawRate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "rate against the oscillator";
    }

    @Override
    public Result run() throws ClockException, InterruptedException {
        RawReading start = machine.raw().read();
        machine.timeline().pass(DURATION_NS);
        double ppm = Gain.ppm(start, machine.raw().read());
        double statePpm = machine.clock().state().frequency().ppm();
        return judge(Math.abs(ppm - statePpm)).with("measured_ppm", ppm).with("state_ppm", statePpm);
    }

    private static Result judge(double differencePpm) {
        if (differencePpm <= AGREES_PPM) {
            return Result.ok("as the frequency in force says");
        }
        return differencePpm <= SAME_OSCILLATOR_PPM
                ? Result.degraded("not what the frequency in force says: the oscillator is counted at another rate, or"
                        + " something else slews the clock")
                : Result.failed("nothing like what the frequency in force says");
    }
}
