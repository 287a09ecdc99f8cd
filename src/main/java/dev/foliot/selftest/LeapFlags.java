package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.time.LeapIndicator;

/** Announces a leap second of either kind, and takes it back at once. */
final class LeapFlags implements Check {
    private static final long DAY_NS = 86_400_000_000_000L;
    /** A leap second that is announced happens at the end of the day. */
    private static final long SAFE_NS = 3_600_000_000_000L;
    /** Of a clock that counts as synchronised, so that it may announce something. */
    private static final long ERROR_NS = 100_000_000;

    private final BorrowedClock clock;

    LeapFlags(BorrowedClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "leap second announced";
    }

    @Override
    public Result run() throws ClockException {
        if (!clock.capabilities().leap()) {
            return Result.skipped("the system makes no leap seconds: the daemon steps");
        }
        if (DAY_NS - Math.floorMod(clock.read().utcNs(), DAY_NS) < SAFE_NS) {
            return Result.skipped("it is too near to midnight UTC, when an announcement takes effect");
        }
        boolean kept = keeps(LeapIndicator.INSERT) && keeps(LeapIndicator.DELETE);
        LeapIndicator left = clock.state().leap();
        if (left != clock.original().leap()) {
            return Result.failed("the announcement cannot be taken back");
        }
        return kept ? Result.ok("kept, and taken back") : Result.failed("the system forgets it");
    }

    private boolean keeps(LeapIndicator leap) throws ClockException {
        try {
            clock.setStatus(new ClockStatus(leap, ERROR_NS, ERROR_NS));
            return clock.state().leap() == leap;
        } finally {
            clock.setStatus(clock.original().status());
        }
    }
}
