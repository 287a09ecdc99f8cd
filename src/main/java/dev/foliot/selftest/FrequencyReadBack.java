package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.time.Frequency;

/** Whether the frequency that is set is the one that is read back, and how it is rounded. */
final class FrequencyReadBack implements Check {
    private static final double[] CHANGES_PPM = {37.123_456_789, -49.9, 0.000_1};
    /** Of representing one number in two ways. */
    private static final double SLACK_PPB = 1e-6;

    private final BorrowedClock clock;

    FrequencyReadBack(BorrowedClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "frequency read back";
    }

    @Override
    public Result run() throws ClockException {
        double quantumPpb = clock.capabilities().frequencyQuantum().ppb();
        Frequency original = clock.original().frequency();
        double roundingPpb = 0;
        double mismatchPpb = 0;
        try {
            for (double changePpm : CHANGES_PPM) {
                Frequency wish = new Frequency(original.ppb() + changePpm * 1e3);
                Frequency granted = clock.setFrequency(wish);
                Frequency kept = clock.state().frequency();
                roundingPpb = Math.max(roundingPpb, Math.abs(granted.ppb() - wish.ppb()));
                mismatchPpb = Math.max(mismatchPpb, Math.abs(kept.ppb() - granted.ppb()));
            }
        } finally {
            clock.setFrequency(original);
        }
        return judge(roundingPpb, mismatchPpb, quantumPpb)
                .with("rounding_max_ppb", roundingPpb)
                .with("quantum_ppb", quantumPpb);
    }

    private static Result judge(double roundingPpb, double mismatchPpb, double quantumPpb) {
        if (mismatchPpb > SLACK_PPB) {
            return Result.failed("the clock keeps another frequency than it says it took");
        }
        return roundingPpb > quantumPpb + SLACK_PPB
                ? Result.failed("the clock takes another frequency than it is told")
                : Result.ok("the clock keeps what it is told");
    }
}
