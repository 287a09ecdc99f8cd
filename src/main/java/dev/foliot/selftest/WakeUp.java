package dev.foliot.selftest;

import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** How soon a wait ends that another thread ends. */
final class WakeUp implements Check {
    private static final int WAITS = 20;
    private static final long DELAY_NS = 5_000_000;
    private static final long LONGEST_NS = 1_000_000_000L;
    private static final long GOOD_NS = 2_000_000;

    private final Machine machine;

    WakeUp(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "being woken";
    }

    @Override
    public Result run() throws IOException {
        SystemClock clock = machine.clock();
        long[] latencyNs = new long[WAITS];
        try (Poller poller = machine.network().newPoller()) {
            for (int i = 0; i < WAITS; i++) {
                AtomicLong calledAtNs = new AtomicLong();
                machine.timeline().after(DELAY_NS, () -> {
                    calledAtNs.set(clock.read().monotonicNs());
                    poller.wakeUp();
                });
                poller.await(clock.toKernelMonotonicNs(clock.read().monotonicNs() + LONGEST_NS));
                if (calledAtNs.get() == 0) {
                    return Result.failed("a wait ended for no reason");
                }
                latencyNs[i] = clock.read().monotonicNs() - calledAtNs.get();
            }
        }
        Spread latency = Spread.of(latencyNs);
        return judge(latency).with("latency", latency);
    }

    private static Result judge(Spread latency) {
        if (latency.maxNs() > LONGEST_NS / 2) {
            return Result.failed("the loop cannot be woken");
        }
        return latency.medianNs() > GOOD_NS
                ? Result.degraded("the loop wakes late")
                : Result.ok("the loop wakes at once");
    }
}
