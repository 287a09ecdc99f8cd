package dev.foliot.platform;

import java.util.List;

/** Waits until sockets are ready or a time comes. One thread uses it, apart from {@link #wakeUp}. */
public interface Poller extends AutoCloseable {
    /** Starts to watch a socket of the same network. */
    void add(TimestampedSocket socket);

    /** Stops to watch a socket; called before it is closed. */
    void remove(TimestampedSocket socket);

    /**
     * Waits for datagrams or transmit stamps.
     *
     * @param deadlineMonotonicNs until when at the latest, on the operating system's monotonic scale
     *     ({@link SystemClock#toKernelMonotonicNs}); a time that is past returns at once
     * @return the sockets that have something, in the order they were added; empty at the deadline, after
     *     {@link #wakeUp}, or, on Linux, when the time of day has been set or the machine has woken from a suspend. Valid
     *     until the next call
     */
    List<TimestampedSocket> await(long deadlineMonotonicNs);

    /** Makes the present or the next {@link #await} return. May be called from any thread. */
    void wakeUp();

    @Override
    void close();
}
