package dev.foliot.daemon;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.util.List;

/**
 * The sockets of one thread. One that fails to receive is left alone for a moment, lest a socket that is always ready and
 * never gives anything keep the thread busy.
 */
final class ServerSockets implements AutoCloseable {
    private static final long REST_NS = 100_000_000L;

    /** How many batches of one socket are served while the others wait. */
    private static final int MOST_BATCHES = 16;

    /** To ask for what was lost is a system call for each socket. */
    private static final long COUNT_EVERY_NS = 1_000_000_000L;

    private final Poller poller;
    private final List<ServerListener> listeners;
    private final ServerBatch batch;
    private final boolean[] resting;
    private boolean anyResting;
    private long resumeNs;
    private long countAgainNs = Long.MIN_VALUE;

    ServerSockets(Poller poller, List<ServerListener> listeners, ServerBatch batch) {
        this.poller = poller;
        this.listeners = List.copyOf(listeners);
        this.batch = batch;
        resting = new boolean[listeners.size()];
        listeners.forEach(listener -> poller.add(listener.socket()));
    }

    /** Watches sockets again that have rested; returns how long until the next one has, in nanoseconds. */
    long resume(long nowNs) {
        if (!anyResting) {
            return Long.MAX_VALUE;
        }
        if (nowNs < resumeNs) {
            return resumeNs - nowNs;
        }
        for (int i = 0; i < resting.length; i++) {
            if (resting[i]) {
                poller.add(listeners.get(i).socket());
                resting[i] = false;
            }
        }
        anyResting = false;
        return Long.MAX_VALUE;
    }

    /** Counts what the system has dropped, once a second. */
    void countLost(long nowNs) {
        if (nowNs >= countAgainNs) {
            countAgainNs = nowNs + COUNT_EVERY_NS;
            for (int i = 0; i < listeners.size(); i++) {
                batch.countLost(listeners.get(i).newlyLost());
            }
        }
    }

    /** The clock that is served has jumped. */
    void clockJumped() {
        batch.clockJumped();
    }

    /** Answers what waits on a socket. */
    void serve(TimestampedSocket socket, long nowNs) {
        int index = indexOf(socket);
        try {
            boolean more = true;
            for (int i = 0; i < MOST_BATCHES && more; i++) {
                more = batch.serve(listeners.get(index), nowNs);
            }
        } catch (IOException e) {
            batch.countReceiveFailure();
            poller.remove(socket);
            resting[index] = true;
            anyResting = true;
            resumeNs = nowNs + REST_NS;
        }
    }

    private int indexOf(TimestampedSocket socket) {
        int index = 0;
        while (listeners.get(index).socket() != socket) {
            index++;
        }
        return index;
    }

    @Override
    public void close() {
        for (ServerListener listener : listeners) {
            poller.remove(listener.socket());
            listener.socket().close();
        }
    }
}
