package dev.foliot.keyexchange;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts outcomes. One thread writes; any may read. */
public final class ExchangeCounters {
    private final AtomicLongArray counts = new AtomicLongArray(ExchangeOutcome.values().length);

    void count(ExchangeOutcome outcome) {
        counts.setRelease(outcome.ordinal(), counts.getPlain(outcome.ordinal()) + 1);
    }

    public long of(ExchangeOutcome outcome) {
        return counts.getAcquire(outcome.ordinal());
    }
}
