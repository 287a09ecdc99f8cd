package dev.foliot.daemon;

import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.server.ServerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** A server on loopback, on a thread of its own, that serves the time of a clock which need not be the machine's. */
public final class EmbeddedServer implements AutoCloseable {
    private static final long LONGEST_TURN_NS = 100_000_000L;

    private final Poller poller;
    private final TimestampedSocket socket;
    private final ServerLoop loop;
    private final Thread thread;
    private volatile boolean closing;

    /** @param port 0 for any that is free */
    public EmbeddedServer(SystemClock clock, int port, Supplier<ServerState> state) throws IOException {
        NativeNetwork network = NativeNetwork.open();
        poller = network.newPoller();
        socket = network.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        loop = new ServerLoop(clock, socket, poller, state);
        thread = new Thread(this::serve, "test-server");
        thread.start();
    }

    public InetSocketAddress address() {
        return socket.localAddress();
    }

    private void serve() {
        try {
            while (!closing) {
                loop.turn(LONGEST_TURN_NS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        poller.wakeUp();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
        loop.close();
        poller.close();
    }
}
