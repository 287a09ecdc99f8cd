package dev.foliot.platform;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.OptionalLong;

/** A clock that a test turns by hand, for clocks that stand on another one. It cannot be steered through the port. */
final class ManualClock implements SystemClock {
    private volatile ClockReading reading;
    private long suspendedNs;
    private volatile Runnable afterRead = () -> {};

    ManualClock(long utcNs, long monotonicNs) {
        reading = new ClockReading(utcNs, monotonicNs);
    }

    void pass(long durationNs) {
        reading = new ClockReading(reading.utcNs() + durationNs, reading.monotonicNs() + durationNs);
    }

    void stepUtc(long offsetNs) {
        reading = new ClockReading(reading.utcNs() + offsetNs, reading.monotonicNs());
    }

    /** The machine is suspended; the time of day is wrong by {@code errorNs} afterwards. */
    void suspend(long durationNs, long errorNs) {
        suspendedNs += durationNs;
        stepUtc(durationNs + errorNs);
    }

    /** What shall happen once, between the next reading and its use. */
    void afterNextRead(Runnable action) {
        afterRead = () -> {
            afterRead = () -> {};
            action.run();
        };
    }

    @Override
    public ClockReading read() {
        ClockReading taken = reading;
        afterRead.run();
        return taken;
    }

    @Override
    public ClockCapabilities capabilities() {
        return new ClockCapabilities(
                "manual", false, false, false, false, FrequencyOnset.AT_ONCE, Frequency.ZERO, Frequency.ZERO, 7);
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        throw refused();
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        throw refused();
    }

    @Override
    public ClockState state() throws ClockException {
        throw refused();
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        throw refused();
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        throw refused();
    }

    private static ClockException refused() {
        return new ClockException("a clock on top of this one has no business to steer it", true);
    }

    @Override
    public OptionalLong suspendedNs() {
        return OptionalLong.of(suspendedNs);
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return kernelUtcNs;
    }

    @Override
    public void close() {
        throw new AssertionError("closed by a clock that it does not belong to");
    }
}
