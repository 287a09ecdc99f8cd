package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.time.LeapIndicator;

/** Whether other programs are told by the system what is published about its clock. */
final class PublishedStatus implements Check {
    private static final ClockStatus WISH = new ClockStatus(LeapIndicator.NONE, 123_456_000, 45_000);
    /** The bound grows with time. */
    private static final long GROWTH_NS = 2_000_000;

    private final BorrowedClock clock;

    PublishedStatus(BorrowedClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "status published";
    }

    @Override
    public Result run() throws ClockException {
        ClockStatus read;
        try {
            clock.setStatus(WISH);
            read = clock.state().status();
        } finally {
            clock.setStatus(clock.original().status());
        }
        return judge(read)
                .with("error_bound_set_ns", WISH.maxErrorNs())
                .with("error_bound_read_ns", read.maxErrorNs())
                .with("estimated_error_set_ns", WISH.estimatedErrorNs())
                .with("estimated_error_read_ns", read.estimatedErrorNs());
    }

    private static Result judge(ClockStatus read) {
        if (read.leap() != WISH.leap()) {
            return Result.failed("the clock was not marked as synchronised");
        }
        long grownNs = read.maxErrorNs() - WISH.maxErrorNs();
        boolean kept = grownNs >= 0 && grownNs <= GROWTH_NS && read.estimatedErrorNs() == WISH.estimatedErrorNs();
        return kept ? Result.ok("kept, and taken back") : Result.failed("other errors are told than were published");
    }
}
