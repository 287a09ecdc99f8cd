package dev.foliot.platform;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.OptionalLong;
import java.util.concurrent.locks.StampedLock;

/**
 * A clock in software: a piecewise linear map on top of another clock, which it only reads. It can be steered where
 * the real one may not be, and gives an embedded server a time of its own.
 *
 * <p>The map counts from the underlying <em>monotonic</em> scale, so that somebody who steps the underlying clock
 * does not move this one; when somebody steers the underlying frequency, this clock follows. Steps are exact, and so
 * is the rate: the part of a nanosecond that a change of frequency happens in is carried on, and nothing is summed up
 * between changes.
 *
 * <p>Over a suspend of the machine, its time of day goes on by as much as the underlying one's: that is all there is to
 * tell how long it took. It does so as soon as {@link #suspendedNs} is asked.
 *
 * <p>One thread steers; any thread may read at the same time. A reader sees a steering operation as a whole or not at
 * all, and never sees the monotonic scale go back: readers are optimistic (a {@link StampedLock}), and wait only
 * while a change is being made.
 */
public final class UserspaceClock implements SystemClock {
    /** As far as a Linux clock can be steered with its tick. */
    private static final Frequency MAX_FREQUENCY = Frequency.ofPpm(100_000);

    /** What the Linux kernel says of a clock that nobody has set: NTP_PHASE_LIMIT. */
    private static final ClockStatus NEVER_SET =
            new ClockStatus(LeapIndicator.UNSYNCHRONISED, 16_000_000_000L, 16_000_000_000L);

    private final SystemClock underlying;
    private final ClockCapabilities capabilities;
    private final StampedLock lock = new StampedLock();
    private volatile Segment segment;
    private volatile Frequency frequency = Frequency.ZERO;
    private volatile ClockStatus status = NEVER_SET;
    private volatile int taiOffsetS;
    private OptionalLong suspendedNs;
    private long underlyingDistanceNs;

    /**
     * A clock that shows what {@code underlying} shows now, and runs at its rate.
     *
     * @param underlying stays the caller's: closing this clock does not close it, and several clocks may stand on one
     */
    public UserspaceClock(SystemClock underlying) {
        this.underlying = underlying;
        ClockReading start = underlying.read();
        this.segment = new Segment(start.monotonicNs(), start.monotonicNs(), 0, 0, start.utcNs() - start.monotonicNs());
        this.suspendedNs = underlying.suspendedNs();
        this.underlyingDistanceNs = start.utcNs() - start.monotonicNs();
        this.capabilities = new ClockCapabilities(
                "userspace",
                true,
                true,
                false,
                true,
                FrequencyOnset.AT_ONCE,
                MAX_FREQUENCY,
                Frequency.ZERO,
                underlying.capabilities().readingQuantumNs());
    }

    @Override
    public ClockReading read() {
        long attempt = lock.tryOptimisticRead();
        if (attempt != 0) {
            ClockReading reading = readNow();
            if (lock.validate(attempt)) {
                return reading;
            }
        }
        long held = lock.readLock();
        try {
            return readNow();
        } finally {
            lock.unlockRead(held);
        }
    }

    private ClockReading readNow() {
        Segment current = segment;
        long monotonicNs = current.monotonicNs(underlying.read().monotonicNs());
        return new ClockReading(monotonicNs + current.utcDistanceNs, monotonicNs);
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        long utcNs = read().utcNs();
        long steppedNs = utcNs + offsetNs;
        boolean overflow = ((utcNs ^ steppedNs) & (offsetNs ^ steppedNs)) < 0;
        if (overflow || steppedNs < 0) {
            throw new ClockException("a step of " + offsetNs + " ns leads out of the clock's range", false);
        }
        move(offsetNs);
        return 0;
    }

    private void move(long offsetNs) {
        long held = lock.writeLock();
        try {
            segment = segment.stepped(offsetNs);
        } finally {
            lock.unlockWrite(held);
        }
    }

    @Override
    public Frequency setFrequency(Frequency wish) {
        Frequency granted = wish.clampedTo(MAX_FREQUENCY);
        long held = lock.writeLock();
        try {
            segment = segment.steered(underlying.read().monotonicNs(), granted.ratio());
        } finally {
            lock.unlockWrite(held);
        }
        frequency = granted;
        return granted;
    }

    @Override
    public ClockState state() {
        return new ClockState(frequency, status, taiOffsetS, false);
    }

    @Override
    public void setStatus(ClockStatus status) {
        this.status = status;
    }

    @Override
    public void setTaiOffset(int seconds) {
        taiOffsetS = seconds;
    }

    @Override
    public ClockCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public OptionalLong suspendedNs() {
        OptionalLong nowNs = underlying.suspendedNs();
        ClockReading reading = underlying.read();
        long distanceNs = reading.utcNs() - reading.monotonicNs();
        if (!nowNs.equals(suspendedNs)) {
            move(distanceNs - underlyingDistanceNs);
        }
        suspendedNs = nowNs;
        underlyingDistanceNs = distanceNs;
        return nowNs;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Goes through the underlying clock's present distance between its two scales. So a stamp taken before a step
     * of the underlying clock and translated after it is wrong by that step.
     */
    @Override
    public long fromKernelNs(long kernelUtcNs) {
        ClockReading now = underlying.read();
        long underlyingMonotonicNs = underlying.fromKernelNs(kernelUtcNs) - (now.utcNs() - now.monotonicNs());
        Segment current = segment;
        return current.monotonicNs(underlyingMonotonicNs) + current.utcDistanceNs;
    }

    @Override
    public long toKernelMonotonicNs(long monotonicNs) {
        return underlying.toKernelMonotonicNs(segment.underlyingNs(monotonicNs));
    }

    /** Leaves the underlying clock open. */
    @Override
    public void close() {}

    /**
     * One straight piece of the map, from the latest change of frequency on.
     *
     * @param startUnderlyingNs when it starts, on the underlying monotonic scale
     * @param startNs the same moment on this clock's monotonic scale, in whole nanoseconds
     * @param startFractionNs what {@code startNs} leaves out, half a nanosecond at most
     * @param ratio the rate of this clock against the underlying one, less 1
     * @param utcDistanceNs time of day less monotonic time, changed by steps alone
     */
    private record Segment(
            long startUnderlyingNs, long startNs, double startFractionNs, double ratio, long utcDistanceNs) {

        long monotonicNs(long underlyingNs) {
            long elapsedNs = underlyingNs - startUnderlyingNs;
            return startNs + elapsedNs + Math.round(startFractionNs + elapsedNs * ratio);
        }

        long underlyingNs(long monotonicNs) {
            long elapsedNs = monotonicNs - startNs;
            double gainedNs = startFractionNs + (elapsedNs - startFractionNs) * (ratio / (1 + ratio));
            return startUnderlyingNs + elapsedNs - Math.round(gainedNs);
        }

        Segment steered(long underlyingNs, double newRatio) {
            long elapsedNs = underlyingNs - startUnderlyingNs;
            double gainedNs = startFractionNs + elapsedNs * ratio;
            long wholeNs = Math.round(gainedNs);
            return new Segment(
                    underlyingNs, startNs + elapsedNs + wholeNs, gainedNs - wholeNs, newRatio, utcDistanceNs);
        }

        Segment stepped(long offsetNs) {
            return new Segment(startUnderlyingNs, startNs, startFractionNs, ratio, utcDistanceNs + offsetNs);
        }
    }
}
