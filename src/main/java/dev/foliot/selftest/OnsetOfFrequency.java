package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.RawReading;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;

/**
 * When a new frequency takes the old one's place: by what the clock gains in a stretch of time that has the change in
 * it, the rates before and after being known.
 */
final class OnsetOfFrequency implements Check {
    private static final double CHANGE_PPM = 45;
    private static final long SETTLED_NS = 1_200_000_000L;
    private static final long BEFORE_NS = 500_000_000L;
    private static final long AFTER_NS = 1_500_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    /** In the second of the time of day: far from its ends, so that they can be told apart from "at once". */
    private static final long PHASE_NS = 400_000_000L;

    private static final long GOOD_NS = 50_000_000;

    private final Machine machine;
    private final BorrowedClock clock;

    OnsetOfFrequency(Machine machine, BorrowedClock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "onset of a frequency";
    }

    @Override
    public Result run() throws ClockException, InterruptedException {
        Frequency original = clock.original().frequency();
        try {
            Frequency slow = clock.setFrequency(new Frequency(original.ppb() - CHANGE_PPM * 1e3));
            machine.timeline().pass(SETTLED_NS);
            RawReading early = machine.raw().read();
            machine.timeline().pass(BEFORE_NS + untilPhaseNs(clock.read().utcNs() + BEFORE_NS));
            RawReading change = machine.raw().read();
            Frequency fast = clock.setFrequency(new Frequency(original.ppb() + CHANGE_PPM * 1e3));
            long expectedNs = expectedDelayNs();
            machine.timeline().pass(AFTER_NS);
            RawReading late = machine.raw().read();
            double oldRatio = Gain.ppm(early, change) * 1e-6;
            long delayNs = delayNs(change, late, oldRatio, fast.ratio() - slow.ratio());
            return judge(delayNs - expectedNs).with("delay_ns", delayNs).with("expected_delay_ns", expectedNs);
        } finally {
            clock.setFrequency(original);
        }
    }

    private static long untilPhaseNs(long utcNs) {
        return Math.floorMod(PHASE_NS - utcNs, SECOND_NS);
    }

    private long expectedDelayNs() {
        ClockReading now = clock.read();
        return clock.capabilities().frequencyOnset().monotonicNs(now) - now.monotonicNs();
    }

    private static long delayNs(RawReading change, RawReading late, double oldRatio, double changeRatio) {
        long elapsedNs = late.rawNs() - change.rawNs();
        double newRateGainNs = Gain.ns(change, late) - oldRatio * elapsedNs;
        return Math.round(elapsedNs - newRateGainNs / changeRatio);
    }

    private Result judge(long errorNs) {
        if (Math.abs(errorNs) > GOOD_NS) {
            return Result.failed("a frequency acts at another time than the daemon reckons with");
        }
        FrequencyOnset onset = clock.capabilities().frequencyOnset();
        return Result.ok(
                switch (onset) {
                    case AT_ONCE -> "a frequency acts at once";
                    case NEXT_SECOND -> "a frequency acts from the next whole second on";
                    case AFTER_A_SECOND -> "a frequency acts after a second";
                });
    }
}
