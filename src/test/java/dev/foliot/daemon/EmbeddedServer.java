package dev.foliot.daemon;

import com.sun.management.ThreadMXBean;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.server.AccessList;
import dev.foliot.server.AccessRules;
import dev.foliot.server.RateLimit;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A server on loopback, on a thread of its own, that serves the time of a clock which need not be the machine's. */
public final class EmbeddedServer implements AutoCloseable {
    private static final long SEED = 0x5eed_0f_7e57L;

    /** Tests ask as often as they like. */
    private static final ServerParameters UNLIMITED = new ServerParameters(List.of(), RateLimit.NONE, 64, 64, 16, 1);

    final ServerLoop loop;
    private final ServerListener listener;
    private final Thread thread;

    /** @param port 0 for any that is free */
    public EmbeddedServer(SystemClock clock, int port, Supplier<ServerState> state) throws IOException {
        this(clock, port, state, UNLIMITED, AccessRules.OPEN);
    }

    EmbeddedServer(
            SystemClock clock, int port, Supplier<ServerState> state, ServerParameters parameters, AccessRules access)
            throws IOException {
        NativeNetwork network = NativeNetwork.open();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        listener = new ServerListener(network.listen(local, 1).get(0), new AccessList(access));
        loop = new ServerLoop(
                clock,
                network.newPoller(),
                List.of(listener),
                state,
                Optional.empty(),
                parameters,
                new SplittableRandom(SEED));
        thread = new Thread(loop, "test-server");
        thread.start();
    }

    public InetSocketAddress address() {
        return listener.socket().localAddress();
    }

    /** What the server's thread has allocated so far, in bytes. */
    long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(thread.getId());
    }

    @Override
    public void close() {
        loop.stop();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
        loop.close();
    }
}
