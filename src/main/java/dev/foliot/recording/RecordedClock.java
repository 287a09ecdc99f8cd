package dev.foliot.recording;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.Objects;
import java.util.OptionalLong;

/** A clock whose every use is recorded. */
final class RecordedClock implements SystemClock {
    private final Recorder recorder;
    private final SystemClock clock;
    private OptionalLong suspendedNs = OptionalLong.empty();

    RecordedClock(Recorder recorder, SystemClock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    @Override
    public ClockReading read() {
        ClockReading reading = clock.read();
        recorder.add(new Answer.Reading(reading));
        return reading;
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        recorder.add(new Command.Step(offsetNs));
        try {
            long residueNs = clock.step(offsetNs);
            recorder.add(new Answer.Residue(residueNs));
            return residueNs;
        } catch (ClockException e) {
            throw refused(e);
        }
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        recorder.add(new Command.SetFrequency(frequency.ppb()));
        try {
            Frequency granted = clock.setFrequency(frequency);
            recorder.add(new Answer.Granted(granted.ppb()));
            return granted;
        } catch (ClockException e) {
            throw refused(e);
        }
    }

    @Override
    public ClockState state() throws ClockException {
        recorder.add(new Command.AskState());
        try {
            ClockState state = clock.state();
            recorder.add(new Answer.State(state));
            return state;
        } catch (ClockException e) {
            throw refused(e);
        }
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        recorder.add(new Command.SetStatus(status));
        try {
            clock.setStatus(status);
            recorder.add(new Answer.Done());
        } catch (ClockException e) {
            throw refused(e);
        }
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        recorder.add(new Command.SetTaiOffset(seconds));
        try {
            clock.setTaiOffset(seconds);
            recorder.add(new Answer.Done());
        } catch (ClockException e) {
            throw refused(e);
        }
    }

    private ClockException refused(ClockException e) {
        recorder.add(new Answer.Refused(e.permission(), Objects.requireNonNullElse(e.getMessage(), "")));
        return e;
    }

    /** Recorded when it is another than the time before. */
    @Override
    public OptionalLong suspendedNs() {
        OptionalLong nowNs = clock.suspendedNs();
        if (!nowNs.equals(suspendedNs)) {
            suspendedNs = nowNs;
            nowNs.ifPresent(ns -> recorder.add(new Answer.Suspended(ns)));
        }
        return nowNs;
    }

    @Override
    public ClockCapabilities capabilities() {
        return clock.capabilities();
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return translated(kernelUtcNs, clock.fromKernelNs(kernelUtcNs));
    }

    @Override
    public long toKernelMonotonicNs(long monotonicNs) {
        return translated(monotonicNs, clock.toKernelMonotonicNs(monotonicNs));
    }

    private long translated(long fromNs, long toNs) {
        recorder.add(new Answer.Translation(toNs - fromNs));
        return toNs;
    }

    @Override
    public void close() {
        clock.close();
    }
}
