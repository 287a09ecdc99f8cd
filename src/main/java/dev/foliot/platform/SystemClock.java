package dev.foliot.platform;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.OptionalLong;

/**
 * A clock that can be read and, when permitted, steered. One caller steers it: the daemon's {@code ClockDriver}.
 * Every implementation passes {@code SystemClockContract}.
 *
 * <p>Reading never fails. Steering throws {@link ClockException}, which says what was refused and why, and changes
 * nothing then.
 */
public interface SystemClock extends AutoCloseable {
    /** Both scales, read back to back. */
    ClockReading read();

    /**
     * Steps the time of day by {@code offsetNs} (positive: forward); the monotonic scale stays.
     *
     * @return the residue in nanoseconds: by how much the step achieved differs from the one asked for, as far as the
     *     clock can tell. 0 where the step is one atomic operation
     */
    long step(long offsetNs) throws ClockException;

    /**
     * Makes the clock run faster by {@code frequency} than its oscillator does, in place of what was set before, from
     * its {@link ClockCapabilities#frequencyOnset} on.
     *
     * @return what is in force then: the wish, held to {@link ClockCapabilities#maxFrequency} and rounded to the
     *     clock's quantum
     */
    Frequency setFrequency(Frequency frequency) throws ClockException;

    /** What the clock says of itself. */
    ClockState state() throws ClockException;

    /**
     * Publishes leap warning, synchronisation and error estimates to whoever asks the operating system for them. A clock
     * without {@link ClockCapabilities#leap} may leave the warning away.
     */
    void setStatus(ClockStatus status) throws ClockException;

    /** Publishes TAI - UTC. Does nothing where {@link ClockCapabilities#tai} is false. */
    void setTaiOffset(int seconds) throws ClockException;

    ClockCapabilities capabilities();

    /**
     * For how long the machine has been suspended in all, in nanoseconds from an arbitrary start: a suspend makes it
     * greater, and nothing else changes it. Empty, always, where the system does not tell (FreeBSD).
     *
     * <p>While a machine is suspended its monotonic scale stands still (Linux, FreeBSD) or goes on (macOS). When it wakes,
     * the system sets the time of day by a clock of its own, which is off by up to a second or so. The thread that steers
     * asks.
     */
    OptionalLong suspendedNs();

    /**
     * The time of this clock at which the operating system's real-time clock showed {@code kernelUtcNs}: packet
     * timestamps come on that scale. The identity for the operating system's own clock. Holds for recent times
     * (seconds).
     */
    long fromKernelNs(long kernelUtcNs);

    /**
     * The time of the operating system's monotonic clock at which this clock's monotonic scale shows
     * {@code monotonicNs}: {@link Poller#await} takes deadlines on the former. The identity where the two are one.
     */
    default long toKernelMonotonicNs(long monotonicNs) {
        return monotonicNs;
    }

    @Override
    void close();
}
