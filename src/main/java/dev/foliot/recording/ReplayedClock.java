package dev.foliot.recording;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.OptionalLong;

/** A clock that shows and does what it did when it was recorded. */
final class ReplayedClock implements SystemClock {
    private final Replayer replayer;
    private final ClockCapabilities capabilities;
    private OptionalLong suspendedNs = OptionalLong.empty();

    ReplayedClock(Replayer replayer, ClockCapabilities capabilities) {
        this.replayer = replayer;
        this.capabilities = capabilities;
    }

    @Override
    public ClockReading read() {
        return replayer.answer(Answer.Reading.class).clock();
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        return ask(new Command.Step(offsetNs), Answer.Residue.class).ns();
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        return new Frequency(ask(new Command.SetFrequency(frequency.ppb()), Answer.Granted.class)
                .ppb());
    }

    @Override
    public ClockState state() throws ClockException {
        return ask(new Command.AskState(), Answer.State.class).clock();
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        ask(new Command.SetStatus(status), Answer.Done.class);
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        ask(new Command.SetTaiOffset(seconds), Answer.Done.class);
    }

    private <A extends Answer> A ask(Command command, Class<A> type) throws ClockException {
        replayer.expect(command);
        if (replayer.peek() instanceof Answer.Refused) {
            Answer.Refused refused = replayer.answer(Answer.Refused.class);
            throw new ClockException(refused.message(), refused.permission());
        }
        return replayer.answer(type);
    }

    @Override
    public OptionalLong suspendedNs() {
        replayer.answerIfAny(Answer.Suspended.class).ifPresent(told -> suspendedNs = OptionalLong.of(told.ns()));
        return suspendedNs;
    }

    @Override
    public ClockCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return kernelUtcNs + replayer.answer(Answer.Translation.class).addedNs();
    }

    @Override
    public long toKernelMonotonicNs(long monotonicNs) {
        return monotonicNs + replayer.answer(Answer.Translation.class).addedNs();
    }

    @Override
    public void close() {}
}
