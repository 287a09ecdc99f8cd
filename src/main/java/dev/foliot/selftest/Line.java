package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ClockReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A listening socket and one that is connected to it, both on this machine, and small datagrams from the latter to the
 * former.
 */
final class Line implements AutoCloseable {
    static final long PATIENCE_NS = 1_000_000_000L;
    private static final int LENGTH = 48;

    final TimestampedSocket listener;
    final TimestampedSocket caller;
    private final SystemClock clock;
    private final Poller atListener;
    private final Poller atCaller;

    /** @throws IOException when one of the sockets cannot be opened; none is open then */
    Line(Machine machine, InetAddress listening, InetAddress called) throws IOException {
        clock = machine.clock();
        listener = machine.network().bind(new InetSocketAddress(listening, 0));
        try {
            int port = listener.localAddress().getPort();
            caller = machine.network().connect(new InetSocketAddress(called, port));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        atListener = machine.network().newPoller();
        atListener.add(listener);
        atCaller = machine.network().newPoller();
        atCaller.add(caller);
    }

    /** Prepares slot 0 as a datagram to send, and sends it. */
    static void send(TimestampedSocket socket, DatagramBatch batch) throws IOException {
        batch.clear(0);
        batch.setLength(0, LENGTH);
        resend(socket, batch);
    }

    /** Sends slot 0 as it is. */
    static void resend(TimestampedSocket socket, DatagramBatch batch) throws IOException {
        if (socket.send(batch, 0, 1) != 1) {
            throw new IOException("a datagram could not be sent: the system has no room");
        }
    }

    /** Waits until the listener has something; false when nothing comes. */
    boolean awaitListener() {
        return await(clock, atListener);
    }

    /** Waits until the caller has something. */
    boolean awaitCaller() {
        return await(clock, atCaller);
    }

    static boolean await(SystemClock clock, Poller poller) {
        ClockReading start = clock.read();
        long deadlineNs = start.monotonicNs() + PATIENCE_NS;
        do {
            if (!poller.await(clock.toKernelMonotonicNs(deadlineNs)).isEmpty()) {
                return true;
            }
        } while (clock.read().monotonicNs() < deadlineNs);
        return false;
    }

    @Override
    public void close() {
        atCaller.close();
        atListener.close();
        caller.close();
        listener.close();
    }
}
