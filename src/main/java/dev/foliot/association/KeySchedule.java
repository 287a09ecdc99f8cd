package dev.foliot.association;

import dev.foliot.nts.ke.RetryInterval;

/**
 * When keys are agreed on with one NTS server. As long as that fails, or what was agreed on turns out to be of no use, the
 * server is asked at the ever longer intervals of {@link RetryInterval}; only a reply that the keys have proved authentic
 * ends that.
 *
 * <p>One exchange at a time. What was agreed on before goes on being used until the new keys are there.
 */
public final class KeySchedule {
    /** How long keys are used, in nanoseconds: four weeks. By then a certificate may have been replaced, or revoked. */
    static final long LIFETIME_NS = 28L * 86_400 * 1_000_000_000;

    private static final long NEVER = Long.MAX_VALUE;
    private static final double NS_PER_S = 1e9;
    /** Where nobody answers, a try burdens nobody; and a network that has come back should not be waited for for days. */
    private static final double LONGEST_RETRY_UNREACHED_S = 1024;

    private final RetryInterval reached = new RetryInterval();
    private final RetryInterval unreached = new RetryInterval();
    private long deadlineNs;
    private long begunNs;
    private long earliestNs;

    /** Until when what was agreed on last is used, on the monotonic scale. */
    private long lifetimeEndNs = Long.MIN_VALUE;

    private boolean underWay;
    private boolean unproved;

    /** @param startNs when to begin the first exchange, on the monotonic scale */
    public KeySchedule(long startNs) {
        this.deadlineNs = startNs;
        this.earliestNs = startNs;
    }

    /** When an exchange is to begin, on the monotonic scale; {@code Long.MAX_VALUE} while none is wanted. */
    public long deadlineNs() {
        return deadlineNs;
    }

    /** An exchange begins. */
    public void begun(long monotonicNs) {
        underWay = true;
        deadlineNs = NEVER;
        begunNs = monotonicNs;
    }

    /**
     * The exchange came to nothing.
     *
     * @param wasReached whether there was somebody to talk to
     */
    public void failed(long monotonicNs, boolean wasReached) {
        underWay = false;
        if (wasReached) {
            answered();
        } else {
            earliestNs = after(Math.min(LONGEST_RETRY_UNREACHED_S, unreached.begun()));
        }
        deadlineNs = Math.max(monotonicNs, earliestNs);
    }

    private void answered() {
        unreached.succeeded();
        earliestNs = after(reached.begun());
    }

    /**
     * There are keys.
     *
     * @param ageNs how long ago they were agreed on, in nanoseconds; 0 when that was now, and not in an earlier run: who was
     *     asked now shall not be asked again soon
     */
    public void agreed(long monotonicNs, long ageNs) {
        underWay = false;
        unproved = true;
        if (ageNs == 0) {
            answered();
        }
        lifetimeEndNs = monotonicNs + LIFETIME_NS - ageNs;
        deadlineNs = Math.max(earliestNs, lifetimeEndNs);
    }

    /** The keys that were agreed on last have proved a reply authentic. */
    public void proved() {
        if (unproved && !underWay) {
            unproved = false;
            reached.succeeded();
            earliestNs = Math.min(earliestNs, after(RetryInterval.FIRST_S));
        }
    }

    /** Other keys are wanted: the next exchange begins as soon as it may. */
    public void renew(long monotonicNs) {
        if (!underWay) {
            deadlineNs = Math.min(deadlineNs, Math.max(monotonicNs, earliestNs));
        }
    }

    /** The keys do after all that others were wanted for: they are used as long as if nobody had said so. */
    public void suffices() {
        deadlineNs = Math.max(deadlineNs, lifetimeEndNs);
    }

    private long after(double seconds) {
        return begunNs + Math.round(seconds * NS_PER_S);
    }
}
