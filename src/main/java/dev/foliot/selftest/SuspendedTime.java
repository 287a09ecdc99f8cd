package dev.foliot.selftest;

import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;

/** Whether the system tells for how long the machine was suspended, and counts nothing else as that. */
final class SuspendedTime implements Check {
    private static final long DURATION_NS = 50_000_000;

    private final Machine machine;

    SuspendedTime(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "time suspended";
    }

    @Override
    public Result run() throws InterruptedException {
        SystemClock clock = machine.clock();
        OptionalLong beforeNs = clock.suspendedNs();
        machine.timeline().pass(DURATION_NS);
        OptionalLong afterNs = clock.suspendedNs();
        if (beforeNs.isEmpty() || afterNs.isEmpty()) {
            return Result.degraded("the system does not tell: after a suspend, the clock seems to be set by somebody");
        }
        Result result = afterNs.equals(beforeNs)
                ? Result.ok("told by the system")
                : Result.failed("the machine is said to have been suspended just now");
        long roundedMs = Math.floorDiv(afterNs.getAsLong() + 500_000, 1_000_000L);
        return result.with("suspended_s", roundedMs * 1e-3);
    }
}
