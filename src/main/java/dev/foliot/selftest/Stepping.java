package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.RawReading;

/** Steps the clock forward, and back. */
final class Stepping implements Check {
    private static final long OFFSET_NS = 50_000_000;
    private static final long GOOD_NS = 2000;
    private static final long USABLE_NS = 1_000_000;

    private final Machine machine;
    private final BorrowedClock clock;

    Stepping(Machine machine, BorrowedClock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    /**
     * @param errorNs by how much the step missed
     * @param residueNs what the clock says of that
     */
    private record Step(long errorNs, long residueNs) {}

    @Override
    public String name() {
        return "step by 50 ms and back";
    }

    @Override
    public Result run() throws ClockException {
        Step forward = step(OFFSET_NS);
        Step back = step(-OFFSET_NS);
        return judge(forward, back)
                .with("error_forward_ns", forward.errorNs())
                .with("error_back_ns", back.errorNs())
                .with("residue_forward_ns", forward.residueNs())
                .with("residue_back_ns", back.residueNs());
    }

    private Step step(long offsetNs) throws ClockException {
        RawReading before = machine.readBeside();
        long residueNs = clock.step(offsetNs);
        RawReading after = machine.readBeside();
        long movedNs = after.utcNs() - before.utcNs() - (after.rawNs() - before.rawNs());
        return new Step(movedNs - offsetNs, residueNs);
    }

    private Result judge(Step forward, Step back) {
        long goodNs = Math.max(GOOD_NS, 2 * clock.capabilities().readingQuantumNs());
        long worstNs = Math.max(Math.abs(forward.errorNs()), Math.abs(back.errorNs()));
        long untoldNs = Math.max(
                Math.abs(forward.errorNs() - forward.residueNs()), Math.abs(back.errorNs() - back.residueNs()));
        if (worstNs > USABLE_NS) {
            return Result.failed("the clock is not where it was set");
        }
        if (untoldNs > goodNs) {
            return Result.failed("the clock missed, and did not say so");
        }
        return worstNs > goodNs
                ? Result.degraded("the clock missed, and said so")
                : Result.ok("the clock was where it was set");
    }
}
