package dev.foliot.selftest;

import dev.foliot.platform.SystemClock;

/** How fine the clock is read, and what a reading costs. */
final class ClockResolution implements Check {
    /** The cheapest counts: the first ones are run by an interpreter, and another may be interrupted. */
    private static final int BATCHES = 20;

    private static final int READINGS = 1000;
    private static final long FINE_NS = 1000;
    private static final long USABLE_NS = 1_000_000;
    private static final long CHEAP_NS = 2000;

    private final SystemClock clock;

    ClockResolution(SystemClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock resolution";
    }

    @Override
    public Result run() {
        long claimedNs = clock.capabilities().readingQuantumNs();
        long previousNs = clock.read().utcNs();
        long quantumNs = 0;
        long costNs = Long.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            long startNs = clock.read().monotonicNs();
            for (int j = 0; j < READINGS; j++) {
                long nowNs = clock.read().utcNs();
                quantumNs = greatestCommonDivisor(quantumNs, Math.abs(nowNs - previousNs));
                previousNs = nowNs;
            }
            long batchNs = clock.read().monotonicNs() - startNs;
            costNs = Math.min(costNs, Math.round(batchNs / (READINGS + 1.0)));
        }
        return judge(quantumNs, claimedNs, costNs)
                .with("resolution_ns", quantumNs)
                .with("claimed_ns", claimedNs)
                .with("reading_cost_ns", costNs);
    }

    private static Result judge(long quantumNs, long claimedNs, long costNs) {
        if (quantumNs == 0) {
            return Result.failed("the clock stands still");
        }
        if (quantumNs > USABLE_NS) {
            return Result.failed("too coarse to measure networks by");
        }
        if (quantumNs > claimedNs && quantumNs >= FINE_NS) {
            return Result.failed("coarser than the system says");
        }
        if (quantumNs >= FINE_NS) {
            return Result.degraded("coarse: no timestamp can be better");
        }
        return costNs > CHEAP_NS
                ? Result.degraded("fine, but a reading is dear: the system does not read its clock in user space")
                : Result.ok("fine, and cheap to read");
    }

    /** Of what all differences between readings are multiples: the step of the clock. */
    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
