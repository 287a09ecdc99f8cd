package dev.foliot.selftest;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.OptionalLong;

/** Another clock, for tests to break in one way. */
class DelegatingClock implements SystemClock {
    private final SystemClock sound;

    DelegatingClock(SystemClock sound) {
        this.sound = sound;
    }

    @Override
    public ClockReading read() {
        return sound.read();
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        return sound.step(offsetNs);
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        return sound.setFrequency(frequency);
    }

    @Override
    public ClockState state() throws ClockException {
        return sound.state();
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        sound.setStatus(status);
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        sound.setTaiOffset(seconds);
    }

    @Override
    public ClockCapabilities capabilities() {
        return sound.capabilities();
    }

    @Override
    public OptionalLong suspendedNs() {
        return sound.suspendedNs();
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return sound.fromKernelNs(kernelUtcNs);
    }

    @Override
    public void close() {
        sound.close();
    }
}
