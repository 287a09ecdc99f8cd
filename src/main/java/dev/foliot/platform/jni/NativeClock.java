package dev.foliot.platform.jni;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The operating system's clock. Any thread may read it. */
public final class NativeClock implements SystemClock {
    private static final FrequencyOnset[] ONSETS = FrequencyOnset.values();

    /**
     * The time suspended is told by clocks that are read one after the other, and so is uncertain by as much as the
     * thread may lose its processor for; no machine is suspended for less.
     */
    private static final long SHORTEST_SUSPEND_NS = 10_000_000;

    private final int clockInterface;
    private final ClockCapabilities capabilities;
    private OptionalLong suspendedNs = OptionalLong.empty();

    /**
     * The clock of this machine, steered through {@code clockInterface}.
     *
     * @throws ClockException when this system has no such interface
     */
    public NativeClock(ClockInterface clockInterface) throws ClockException {
        NativeLibrary.load();
        this.clockInterface = clockInterface.code;
        this.capabilities = askCapabilities(clockInterface);
    }

    private static ClockCapabilities askCapabilities(ClockInterface clockInterface) throws ClockException {
        String call = "clock interface " + clockInterface;
        ByteBuffer scratch = Scratch.get();
        byte[] name = new byte[Errno.checkClock(call, ClockNatives.backendName(clockInterface.code, scratch))];
        scratch.get(0, name);
        Errno.checkClock(call, ClockNatives.capabilities(clockInterface.code, scratch));
        return new ClockCapabilities(
                new String(name, StandardCharsets.US_ASCII),
                scratch.getLong(ClockNatives.CAPABILITIES_STEERABLE) != 0,
                scratch.getLong(ClockNatives.CAPABILITIES_ATOMIC_STEP) != 0,
                scratch.getLong(ClockNatives.CAPABILITIES_LEAP) != 0,
                scratch.getLong(ClockNatives.CAPABILITIES_TAI) != 0,
                ONSETS[(int) scratch.getLong(ClockNatives.CAPABILITIES_FREQUENCY_ONSET)],
                new Frequency(scratch.getDouble(ClockNatives.CAPABILITIES_MAX_FREQUENCY_PPB)),
                new Frequency(scratch.getDouble(ClockNatives.CAPABILITIES_FREQUENCY_QUANTUM_PPB)),
                scratch.getLong(ClockNatives.CAPABILITIES_READING_QUANTUM_NS));
    }

    @Override
    public ClockReading read() {
        ByteBuffer reading = Scratch.get();
        Errno.checkNever("read the clock", ClockNatives.read(reading));
        return new ClockReading(
                reading.getLong(ClockNatives.READING_UTC_NS), reading.getLong(ClockNatives.READING_MONOTONIC_NS));
    }

    /**
     * Both scales and one that steering does not bend, read at one moment.
     *
     * @throws ClockException when this machine has no such scale
     */
    public RawReading readRaw() throws ClockException {
        ByteBuffer reading = Scratch.get();
        Errno.checkClock("read the clock beside its oscillator", ClockNatives.readRaw(reading));
        return new RawReading(
                reading.getLong(ClockNatives.RAW_READING_UTC_NS),
                reading.getLong(ClockNatives.RAW_READING_MONOTONIC_NS),
                reading.getLong(ClockNatives.RAW_READING_RAW_NS),
                reading.getLong(ClockNatives.RAW_READING_WIDTH_NS));
    }

    @Override
    public long step(long offsetNs) throws ClockException {
        return step(offsetNs, 0);
    }

    /** @param flags 0 or {@link ClockNatives#STEP_UNCOMPENSATED} */
    long step(long offsetNs, int flags) throws ClockException {
        ByteBuffer residueNs = Scratch.get();
        Errno.checkClock(
                "step the clock by " + offsetNs + " ns", ClockNatives.step(clockInterface, offsetNs, flags, residueNs));
        return residueNs.getLong(0);
    }

    @Override
    public Frequency setFrequency(Frequency frequency) throws ClockException {
        ByteBuffer inForcePpb = Scratch.get();
        Errno.checkClock(
                "set the clock's frequency to " + frequency.ppm() + " ppm",
                ClockNatives.setFrequency(clockInterface, frequency.ppb(), inForcePpb));
        return new Frequency(inForcePpb.getDouble(0));
    }

    @Override
    public ClockState state() throws ClockException {
        ByteBuffer state = Scratch.get();
        Errno.checkClock("read the clock's state", ClockNatives.state(clockInterface, state));
        ClockStatus status = new ClockStatus(
                LeapIndicator.of((int) state.getLong(ClockNatives.STATE_LEAP)),
                state.getLong(ClockNatives.STATE_MAX_ERROR_NS),
                state.getLong(ClockNatives.STATE_ESTIMATED_ERROR_NS));
        return new ClockState(
                new Frequency(state.getDouble(ClockNatives.STATE_FREQUENCY_PPB)),
                status,
                (int) state.getLong(ClockNatives.STATE_TAI_OFFSET_S),
                state.getLong(ClockNatives.STATE_DISCIPLINED_BY_OTHER) != 0);
    }

    @Override
    public void setStatus(ClockStatus status) throws ClockException {
        Errno.checkClock(
                "set the clock's status",
                ClockNatives.setStatus(
                        clockInterface, status.leap().ordinal(), status.maxErrorNs(), status.estimatedErrorNs()));
    }

    @Override
    public void setTaiOffset(int seconds) throws ClockException {
        if (capabilities.tai()) {
            Errno.checkClock("set TAI - UTC to " + seconds + " s", ClockNatives.setTai(clockInterface, seconds));
        }
    }

    @Override
    public ClockCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public OptionalLong suspendedNs() {
        ByteBuffer toldNs = Scratch.get();
        if (ClockNatives.suspended(toldNs) < 0) {
            return OptionalLong.empty();
        }
        long nowNs = toldNs.getLong(0);
        if (suspendedNs.isEmpty() || nowNs - suspendedNs.getAsLong() > SHORTEST_SUSPEND_NS) {
            suspendedNs = OptionalLong.of(nowNs);
        }
        return suspendedNs;
    }

    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return kernelUtcNs;
    }

    /** There is nothing to close: the clock is the machine's. */
    @Override
    public void close() {}
}
