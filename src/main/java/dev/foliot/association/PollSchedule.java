package dev.foliot.association;

import dev.foliot.time.PollExponent;

/**
 * How often a source is asked: a burst at the start, then at an interval that grows while the source tells nothing new
 * and shrinks when the clock moves away from what was expected (RFC 5905, appendix A.5.5.8: the poll-adjust counter).
 */
final class PollSchedule {
    /** Requests of the initial burst. */
    static final int BURST_COUNT = 4;

    /** Between requests of the burst (RFC 5905: BTIME), in nanoseconds. */
    static final long BURST_INTERVAL_NS = 2_000_000_000L;

    /** A deviation within this many times the jitter is what was expected (RFC 5905: PGATE). */
    private static final double EXPECTED_JITTERS = 4;

    /** The counter's limits (RFC 5905: LIMIT). */
    private static final int LIMIT = 30;

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
    private int counter;
    private boolean near;

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
        counter = 0;
        current = start();
    }

    private PollExponent start() {
        return limits.initial().plus(0, shortest(), limits.max());
    }

    /** The shortest interval now: less than a second is for servers of the local network, which nobody else pays for. */
    private PollExponent shortest() {
        return near || min.compareTo(SECOND) > 0 ? min : SECOND;
    }

    /** Whether it is asked less often than configured because it is too far away, or may be. */
    boolean tooFar() {
        return !shortest().equals(min);
    }

    /** The round trip to the server is as long as this, in seconds. */
    void measuredDelay(double delayS) {
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
     * Adapts the interval to what a reply told.
     *
     * @param deviationS offset measured minus offset expected
     * @param jitterS spread of the source's samples
     */
    void measured(double deviationS, double jitterS) {
        if (burstLeft > 0) {
            return;
        }
        if (Math.abs(deviationS) <= EXPECTED_JITTERS * jitterS) {
            counter += Math.max(1, current.log2S());
            if (counter >= LIMIT) {
                change(1);
            }
        } else {
            counter -= 2 * Math.max(1, current.log2S());
            if (counter <= -LIMIT) {
                change(-1);
            }
        }
    }

    /** The server asks for fewer requests: the shortest interval doubles for good. */
    void slowDown() {
        neverBurst();
        min = min.plus(1, min, limits.max());
        change(1);
    }

    /** The server does not want to serve us: it is asked as seldom as possible, for good. */
    void asSeldomAsPossible() {
        neverBurst();
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
        counter = 0;
    }
}
