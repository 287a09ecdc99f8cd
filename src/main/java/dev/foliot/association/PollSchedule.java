package dev.foliot.association;

import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.PollExponent;
import dev.foliot.time.Uncertainty;
import java.util.Optional;

/**
 * How often a source is asked: a burst at the start, then at an interval that grows as the clock becomes predictable.
 */
final class PollSchedule {
    /** Requests of the initial burst. */
    static final int BURST_COUNT = 4;

    /** Between requests of the burst (RFC 5905: BTIME), in nanoseconds. */
    static final long BURST_INTERVAL_NS = 2_000_000_000L;

    /** Samples at one interval before it grows. */
    private static final int PATIENCE = 8;

    /** By how much the clock may go wrong between two samples, as a multiple of what one of them can tell. */
    private static final double ALLOWANCE = 1.5;

    /** The interval shrinks only when it is too long by this factor: what hardly differs is not worth a change. */
    private static final double TOLERANCE = 2;

    /**
     * How often a server is asked that does not want to be, 68 minutes or the longest interval: RFC 5905, section 7.4,
     * has us stop for ever, but a server that has denied us by mistake is to be found again without a restart.
     */
    private static final PollExponent DENIED = new PollExponent(12);

    /** A server farther away than that is asked once a second at most. */
    private static final double NEAR_S = 0.010;

    private static final PollExponent SECOND = new PollExponent(0);

    private final PollLimits limits;
    private PollExponent min;
    private PollExponent current;
    private int burst;
    private int burstLeft;
    private int atInterval;
    private boolean near;
    private Optional<PollRaise> kissed = Optional.empty();

    PollSchedule(PollLimits limits, boolean iburst) {
        this.limits = limits;
        this.min = limits.min();
        this.current = start();
        this.burst = iburst ? BURST_COUNT : 1;
        this.burstLeft = burst;
    }

    /** Starts with the burst again, and the interval that a start has. */
    void restart() {
        burstLeft = burst;
        atInterval = 0;
        current = start();
    }

    private PollExponent start() {
        return limits.initial().plus(0, shortest(), limits.max());
    }

    /** The shortest interval now: less than a second is for servers of the local network, which nobody else pays for. */
    private PollExponent shortest() {
        return near || min.compareTo(SECOND) > 0 ? min : SECOND;
    }

    /** Why it is asked less often than configured; empty when it is not. */
    Optional<PollRaise> raised() {
        return shortest().compareTo(limits.min()) <= 0
                ? Optional.empty()
                : Optional.of(kissed.orElse(PollRaise.TOO_FAR));
    }

    private void measuredDelay(double delayS) {
        boolean wasNear = near;
        near = delayS <= NEAR_S;
        if (near && !wasNear) {
            current = start();
        }
        current = current.plus(0, shortest(), limits.max());
    }

    PollExponent current() {
        return current;
    }

    /** Whether the requests that start a source have not all been sent. */
    boolean starting() {
        return burstLeft > 0;
    }

    /** Counts a request that is sent now; returns how long to wait before the next one, in nanoseconds. */
    long nextIntervalNs() {
        if (burstLeft > 0) {
            burstLeft--;
        }
        return burstLeft > 0 ? Math.min(BURST_INTERVAL_NS, current.intervalNs()) : current.intervalNs();
    }

    /**
     * Adapts the interval to what is known of the clock: it is as long as the clock can be left alone without going
     * wrong by much more than a single sample can tell. A shorter one would measure noise, a longer one wander (the Allan
     * intercept). It doubles after {@value #PATIENCE} samples at the earliest, and shrinks at once.
     */
    void adapt(SourceEstimate estimate) {
        measuredDelay(estimate.best().delayS());
        if (burstLeft > 0) {
            return;
        }
        atInterval++;
        Uncertainty uncertainty = estimate.uncertainty();
        double limitS = ALLOWANCE * estimate.jitterS();
        if (uncertainty.offsetErrorS(current.intervalS()) > TOLERANCE * limitS) {
            change(-1);
        } else if (atInterval >= PATIENCE && uncertainty.offsetErrorS(2 * current.intervalS()) <= limitS) {
            change(1);
        }
    }

    /** The server asks for fewer requests: the shortest interval doubles for good. */
    void slowDown() {
        neverBurst();
        kissed = Optional.of(PollRaise.KISS_RATE);
        min = min.plus(1, min, limits.max());
        change(1);
    }

    /** The server does not want to serve us: it is asked as seldom as possible, for good. */
    void asSeldomAsPossible() {
        neverBurst();
        kissed = Optional.of(PollRaise.KISS_DENY);
        min = limits.max().compareTo(DENIED) > 0 ? limits.max() : DENIED;
        current = min;
    }

    /** No burst is finished, and none begun again. */
    private void neverBurst() {
        burst = 1;
        burstLeft = 0;
    }

    private void change(int steps) {
        current = current.plus(steps, shortest(), limits.max());
        atInterval = 0;
    }
}
