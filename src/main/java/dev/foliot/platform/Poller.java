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
     * @param timeoutNs for how long at the most, in nanoseconds; 0 or less returns at once. (Not a deadline: the clock whose deadlines the
     *     caller keeps may run at another rate than the one that the system waits by.)
     * @return the sockets that have something, in the order they were added; empty at the end of the time or after {@link #wakeUp}.
     *     Valid until the next call
     */
    List<TimestampedSocket> await(long timeoutNs);

    /** Makes the present or the next {@link #await} return. May be called from any thread. */
    void wakeUp();

    @Override
    void close();
}
