package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import java.io.IOException;

/** A check that is left out on a machine without a scale to measure the clock's rate by. */
record WithRawScale(Machine machine, Check check) implements Check {
    @Override
    public String name() {
        return check.name();
    }

    @Override
    public Result run() throws IOException, InterruptedException {
        try {
            machine.raw().read();
        } catch (ClockException e) {
            return Result.skipped("nothing to measure the rate by: " + e.getMessage());
        }
        return check.run();
    }
}
