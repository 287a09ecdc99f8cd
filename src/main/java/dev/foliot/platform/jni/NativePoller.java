package dev.foliot.platform.jni;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Waits with {@code ppoll(2)}, or {@code poll(2)} where there is none (macOS). A signal that the process handles may make
 * it return early, with nothing ready.
 *
 * <p>Closed by the garbage collector when its owner forgets to.
 */
final class NativePoller implements Poller {
    private final List<TimestampedSocket> watched = new ArrayList<>();
    private final List<TimestampedSocket> ready = new ArrayList<>();
    private final List<TimestampedSocket> readyView = Collections.unmodifiableList(ready);
    private final ByteBuffer items = Scratch.allocate(PollNatives.MAX_ITEMS * PollNatives.ITEM_SIZE);
    private final ByteBuffer wake = Scratch.allocate(PollNatives.WAKE_SIZE);
    private final Cleaner.Cleanable closing;
    private boolean closed;

    NativePoller() throws IOException {
        Errno.checkSocket("make a wake-up", PollNatives.openWake(wake));
        closing = NativeNetwork.CLEANER.register(this, closerOf(wake));
    }

    /** Static, so that what it makes cannot hold on to the poller. */
    private static Runnable closerOf(ByteBuffer wake) {
        return () -> PollNatives.closeWake(wake);
    }

    @Override
    public void add(TimestampedSocket socket) {
        if (socket == null || !(socket.watched() instanceof NativeUdpSocket added)) {
            throw new IllegalArgumentException("not a socket of the operating system: " + socket);
        }
        if (watched.size() == PollNatives.MAX_ITEMS) {
            throw new IllegalStateException("watches " + PollNatives.MAX_ITEMS + " sockets already");
        }
        int item = watched.size() * PollNatives.ITEM_SIZE;
        try {
            items.putInt(item + PollNatives.ITEM_FD, added.fd());
        } catch (SocketException e) {
            throw new IllegalArgumentException(socket + " cannot be watched", e);
        }
        items.putInt(item + PollNatives.ITEM_EVENTS, PollNatives.READ);
        watched.add(socket);
    }

    @Override
    public void remove(TimestampedSocket socket) {
        int index = watched.indexOf(socket);
        if (index < 0) {
            return;
        }
        watched.remove(index);
        int start = index * PollNatives.ITEM_SIZE;
        int length = (watched.size() - index) * PollNatives.ITEM_SIZE;
        items.put(start, items, start + PollNatives.ITEM_SIZE, length);
    }

    @Override
    public List<TimestampedSocket> await(long deadlineMonotonicNs) {
        ready.clear();
        long nowNs = monotonicNs();
        long timeoutNs = deadlineMonotonicNs <= nowNs ? 0 : deadlineMonotonicNs - nowNs;
        try {
            if (Errno.checkNever("await", PollNatives.await(items, watched.size(), wake, timeoutNs)) > 0) {
                collectReady();
            }
        } finally {
            Reference.reachabilityFence(this);
        }
        return readyView;
    }

    private void collectReady() {
        for (int i = 0; i < watched.size(); i++) {
            if (items.getInt(i * PollNatives.ITEM_SIZE + PollNatives.ITEM_READY) != 0) {
                ready.add(watched.get(i));
            }
        }
    }

    private static long monotonicNs() {
        ByteBuffer reading = Scratch.get();
        Errno.checkNever("read the clock", ClockNatives.read(reading));
        return reading.getLong(ClockNatives.READING_MONOTONIC_NS);
    }

    /** Does nothing once the poller is closed: by then the number of the descriptor may be somebody else's. */
    @Override
    public synchronized void wakeUp() {
        if (!closed) {
            Errno.checkNever("wake up", PollNatives.signalWake(wake));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        closing.clean();
    }
}
