package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.SystemClock;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.OptionalLong;

/**
 * A node's clock, which the simulator keeps as Linux would: frequency in 2^-16 ppm up to 500 ppm, and beyond that in
 * ticks.
 */
final class ClknetsimClock implements SystemClock {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final Frequency QUANTUM = Frequency.ofPpm(0x1p-16);
    private static final long QUANTA_PER_TICK = 100 << 16;
    private static final long NOMINAL_TICK = 10_000;

    private final Connection connection;
    private final long startUtcNs;

    /** @param startUtcNs the time of day at the simulation's start, in nanoseconds since the Unix epoch */
    ClknetsimClock(Connection connection, long startUtcNs) {
        this.connection = connection;
        this.startUtcNs = startUtcNs;
    }

    @Override
    public ClockReading read() {
        return new ClockReading(utcNs(), monotonicNs());
    }

    long utcNs() {
        return startUtcNs + toNs(connection.realS());
    }

    long monotonicNs() {
        return toNs(connection.monotonicS());
    }

    /** As the simulator's own clients round. */
    private static long toNs(double seconds) {
        return (long) Math.floor(seconds * 1e9 + 0.5);
    }

    @Override
    public long step(long offsetNs) {
        Timex timex = new Timex();
        timex.modes = Timex.MODE_SET_OFFSET | Timex.MODE_NANOSECONDS;
        timex.stepSeconds = Math.floorDiv(offsetNs, NS_PER_S);
        timex.stepNanoseconds = Math.floorMod(offsetNs, NS_PER_S);
        connection.adjtimex(timex);
        connection.readTime();
        return 0;
    }

    @Override
    public Frequency setFrequency(Frequency frequency) {
        double held = frequency.clampedTo(ClockParameters.TICK_RANGE).ppb();
        long quanta = (long) Math.rint(held / QUANTUM.ppb());
        boolean ticks = Math.abs(held) > ClockParameters.FREQUENCY_RANGE.ppb();
        Timex timex = new Timex();
        timex.modes = Timex.MODE_FREQUENCY | Timex.MODE_TICK;
        timex.tick = NOMINAL_TICK + (ticks ? Math.round((double) quanta / QUANTA_PER_TICK) : 0);
        timex.frequency = quanta - (timex.tick - NOMINAL_TICK) * QUANTA_PER_TICK;
        connection.adjtimex(timex);
        return frequency(timex);
    }

    private static Frequency frequency(Timex timex) {
        long quanta = (timex.tick - NOMINAL_TICK) * QUANTA_PER_TICK + timex.frequency;
        return new Frequency(quanta * QUANTUM.ppb());
    }

    @Override
    public ClockState state() {
        Timex timex = new Timex();
        connection.adjtimex(timex);
        ClockStatus status = new ClockStatus(leap(timex.status), timex.maxError * 1000, timex.estimatedError * 1000);
        return new ClockState(frequency(timex), status, timex.tai, (timex.status & Timex.STATUS_PLL) != 0);
    }

    private static LeapIndicator leap(int status) {
        if ((status & Timex.STATUS_UNSYNCHRONISED) != 0) {
            return LeapIndicator.UNSYNCHRONISED;
        }
        if ((status & Timex.STATUS_INSERT) != 0) {
            return LeapIndicator.INSERT;
        }
        return (status & Timex.STATUS_DELETE) != 0 ? LeapIndicator.DELETE : LeapIndicator.NONE;
    }

    @Override
    public void setStatus(ClockStatus status) {
        Timex timex = new Timex();
        timex.modes = Timex.MODE_STATUS | Timex.MODE_MAX_ERROR | Timex.MODE_ESTIMATED_ERROR;
        timex.status = switch (status.leap()) {
            case NONE -> 0;
            case INSERT -> Timex.STATUS_INSERT;
            case DELETE -> Timex.STATUS_DELETE;
            case UNSYNCHRONISED -> Timex.STATUS_UNSYNCHRONISED;
        };
        timex.maxError = microsecondsUp(status.maxErrorNs());
        timex.estimatedError = microsecondsUp(status.estimatedErrorNs());
        connection.adjtimex(timex);
    }

    private static long microsecondsUp(long ns) {
        return ns / 1000 + (ns % 1000 == 0 ? 0 : 1);
    }

    @Override
    public void setTaiOffset(int seconds) {
        Timex timex = new Timex();
        timex.modes = Timex.MODE_TAI;
        timex.constant = seconds;
        connection.adjtimex(timex);
    }

    @Override
    public ClockCapabilities capabilities() {
        return new ClockCapabilities(
                "clknetsim", true, true, true, true, FrequencyOnset.AT_ONCE, ClockParameters.TICK_RANGE, QUANTUM, 1);
    }

    /** The simulator never suspends a machine. */
    @Override
    public OptionalLong suspendedNs() {
        return OptionalLong.of(0);
    }

    /** The identity: stamps are taken on this clock. */
    @Override
    public long fromKernelNs(long kernelUtcNs) {
        return kernelUtcNs;
    }

    /** There is nothing to close: the clock is the simulator's. */
    @Override
    public void close() {}
}
