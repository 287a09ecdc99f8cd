package dev.foliot.selftest;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.List;
import java.util.OptionalLong;

/**
 * A clock that others use, and that is given back as it was: its frequency, its status, TAI - UTC, and the time of day
 * that it would show now had it been left alone, by the oscillator. Until then it can be steered within {@value
 * #LARGEST_STEP_NS} ns and 50 ppm. Threads may give it back at any time; it cannot be steered any more then.
 */
public final class BorrowedClock implements SystemClock {
    /** How far it may be from where it was. */
    static final long LARGEST_STEP_NS = 100_000_000;

    /** How far its frequency may be from what it was. */
    static final Frequency LARGEST_CHANGE = Frequency.ofPpm(50);

    private static final long BASELINE_NS = 2_000_000_000L;
    private static final long ONSET_NS = 1_200_000_000L;
    /** An error of the time of day that is not worth a step. */
    private static final long NEGLIGIBLE_NS = 200;
    /** What steering within the limits cannot explain: somebody else has set the clock. */
    private static final long STRANGE_NS = 2_000_000;

    private final Machine machine;
    private final SystemClock clock;
    private final ClockState original;
    private final RawReading start;
    private final double utcRate;
    private long steppedNs;
    private boolean givenBack;

    /** What restores one property of the clock. */
    @FunctionalInterface
    private interface Restoration {
        void run() throws ClockException;
    }

    /** Takes a few seconds, to learn the clock's rate. */
    public BorrowedClock(Machine machine) throws ClockException, InterruptedException {
        this.machine = machine;
        this.clock = machine.clock();
        this.original = clock.state();
        RawReading first = machine.readBeside();
        machine.timeline().pass(BASELINE_NS);
        this.start = machine.readBeside();
        this.utcRate = (double) (start.utcNs() - first.utcNs()) / (start.rawNs() - first.rawNs());
    }

    /** Its state when it was borrowed. */
    ClockState original() {
        return original;
    }

    /**
     * Gives it back; does nothing when that has been done.
     *
     * @throws ClockException when something could not be put back; everything has been tried then
     */
    public synchronized void giveBack() throws ClockException {
        if (givenBack) {
            return;
        }
        givenBack = true;
        ClockException failure = null;
        List<Restoration> restorations =
                List.of(this::restoreFrequency, this::restoreTai, this::restoreTime, this::restoreStatus);
        for (Restoration restoration : restorations) {
            try {
                restoration.run();
            } catch (ClockException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void restoreFrequency() throws ClockException {
        if (clock.state().frequency().equals(original.frequency())) {
            return;
        }
        clock.setFrequency(original.frequency());
        if (clock.capabilities().frequencyOnset() != FrequencyOnset.AT_ONCE) {
            try {
                machine.timeline().pass(ONSET_NS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void restoreTai() throws ClockException {
        if (clock.state().taiOffsetS() != original.taiOffsetS()) {
            clock.setTaiOffset(original.taiOffsetS());
        }
    }

    private void restoreTime() throws ClockException {
        long errorNs = errorNs();
        if (Math.abs(errorNs - steppedNs) > STRANGE_NS) {
            errorNs = steppedNs;
        }
        long negligibleNs = Math.max(NEGLIGIBLE_NS, clock.capabilities().readingQuantumNs());
        if (Math.abs(errorNs) > negligibleNs) {
            clock.step(-errorNs);
        }
    }

    private void restoreStatus() throws ClockException {
        clock.setStatus(original.status());
    }

    /** By how much the time of day is ahead of what it would be had nobody steered. */
    long errorNs() {
        RawReading now = machine.readBeside();
        double elapsedNs = (now.rawNs() - start.rawNs()) * utcRate;
        return now.utcNs() - start.utcNs() - Math.round(elapsedNs);
    }

    @Override
    public ClockReading read() {
        return clock.read();
    }

    @Override
    public synchronized long step(long offsetNs) throws ClockException {
        requireBorrowed();
        if (Math.abs(steppedNs + offsetNs) > LARGEST_STEP_NS) {
            throw new IllegalArgumentException("a step by " + offsetNs + " ns takes the clock too far");
        }
        long residueNs = clock.step(offsetNs);
        steppedNs += offsetNs + residueNs;
        return residueNs;
    }

    @Override
    public synchronized Frequency setFrequency(Frequency frequency) throws ClockException {
        requireBorrowed();
        if (Math.abs(frequency.ppb() - original.frequency().ppb()) > LARGEST_CHANGE.ppb()) {
            throw new IllegalArgumentException(frequency.ppm() + " ppm is too far from what was set");
        }
        return clock.setFrequency(frequency);
    }

    @Override
    public synchronized void setStatus(ClockStatus status) throws ClockException {
        requireBorrowed();
        clock.setStatus(status);
    }

    @Override
    public synchronized void setTaiOffset(int seconds) throws ClockException {
        requireBorrowed();
        clock.setTaiOffset(seconds);
    }

    private void requireBorrowed() {
        if (givenBack) {
            throw new IllegalStateException("the clock has been given back");
        }
    }

    @Override
    public ClockState state() throws ClockException {
        return clock.state();
    }

    @Override
    public ClockCapabilities capabilities() {
        return clock.capabilities();
    }

    @Override
    public OptionalLong suspendedNs() {
        return clock.suspendedNs();
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return clock.fromKernelNs(kernelUtcNs);
    }

    @Override
    public long toKernelMonotonicNs(long monotonicNs) {
        return clock.toKernelMonotonicNs(monotonicNs);
    }

    /** The clock itself stays its owner's. */
    @Override
    public void close() throws IllegalStateException {
        try {
            giveBack();
        } catch (ClockException e) {
            throw new IllegalStateException("the clock could not be given back as it was: " + e.getMessage(), e);
        }
    }
}
