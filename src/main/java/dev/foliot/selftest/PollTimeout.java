package dev.foliot.selftest;

import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import java.io.IOException;

/** How late a wait ends that nothing but time ends. */
final class PollTimeout implements Check {
    private static final int WAITS = 20;
    private static final long WAIT_NS = 20_000_000;
    private static final long GOOD_NS = 2_000_000;
    private static final long USABLE_NS = 100_000_000;

    private final Machine machine;

    PollTimeout(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "waiting for a time";
    }

    @Override
    public Result run() throws IOException {
        SystemClock clock = machine.clock();
        long[] latenessNs = new long[WAITS];
        try (Poller poller = machine.network().newPoller()) {
            for (int i = 0; i < WAITS; i++) {
                long deadlineNs = clock.read().monotonicNs() + WAIT_NS;
                poller.await(clock.toKernelMonotonicNs(deadlineNs));
                latenessNs[i] = clock.read().monotonicNs() - deadlineNs;
            }
        }
        return judge(Spread.of(latenessNs)).with("late", Spread.of(latenessNs));
    }

    private Result judge(Spread late) {
        if (late.minNs() < -machine.clock().capabilities().readingQuantumNs()) {
            return Result.failed("a wait ended before its time");
        }
        if (late.medianNs() > USABLE_NS) {
            return Result.failed("waits end far too late");
        }
        return late.medianNs() > GOOD_NS
                ? Result.degraded("waits end late: requests are sent and slews ended late")
                : Result.ok("waits end on time");
    }
}
