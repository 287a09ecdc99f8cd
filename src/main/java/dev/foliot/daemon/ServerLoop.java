package dev.foliot.daemon;

import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.Responder;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.server.ServerTotals;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One thread of the server: waits for requests on its sockets, and answers them in batches. It shares nothing with the
 * others but the state that it serves. Whatever a socket fails from is counted, and ends nothing.
 */
final class ServerLoop implements Runnable, AutoCloseable {
    private static final long LONGEST_TURN_NS = 1_000_000_000L;

    private final SystemClock clock;
    private final Poller poller;
    private final Supplier<ServerState> state;
    private final Responder responder;
    private final ServerClock time;
    private final ClientsRequest clients;
    private final ServerSockets sockets;
    private long jumps;
    private volatile boolean stopped;

    /**
     * @param clock whose time is served
     * @param poller of the listeners' network; the loop's own from now on
     * @param state what to say of the clock, as it is now
     * @param seed a random number that nobody else knows
     */
    ServerLoop(
            SystemClock clock,
            Poller poller,
            List<ServerListener> listeners,
            Supplier<ServerState> state,
            ServerParameters parameters,
            long seed) {
        this.clock = clock;
        this.poller = poller;
        this.state = state;
        responder = new Responder(parameters, seed);
        time = new ServerClock(clock);
        clients = new ClientsRequest(responder::newCopy, poller::wakeUp);
        sockets = new ServerSockets(poller, listeners, new ServerBatch(clock, responder));
    }

    /** Serves until {@link #stop}. */
    @Override
    public void run() {
        while (!stopped) {
            turn(LONGEST_TURN_NS);
        }
    }

    /** Waits for requests, not longer than {@code longestNs} (a day or less), and answers them. */
    void turn(long longestNs) {
        boolean busy = clients.work(responder);
        long nowNs = time.monotonicNs();
        long waitNs = busy ? 0 : Math.min(longestNs, sockets.resume(nowNs));
        List<TimestampedSocket> ready = poller.await(clock.toKernelMonotonicNs(nowNs + waitNs));
        nowNs = time.monotonicNs();
        ServerState current = state.get();
        if (current.jumps() != jumps) {
            jumps = current.jumps();
            sockets.clockJumped();
        }
        responder.begin(current, nowNs);
        sockets.countLost(nowNs);
        for (int i = 0; i < ready.size(); i++) {
            sockets.serve(ready.get(i), nowNs);
        }
    }

    /** Ends {@link #run}. From any thread. */
    void stop() {
        stopped = true;
        poller.wakeUp();
    }

    /** What this thread has served so far. From any thread. */
    ServerTotals totals() {
        return responder.counters().totals();
    }

    /** The clients of this thread, unless it does not answer in time. From any other thread. */
    List<ClientStatistics> clients() throws InterruptedException, TimeoutException {
        return clients.get();
    }

    /** Closes the sockets and the poller. Once the loop has ended. */
    @Override
    public void close() {
        sockets.close();
        poller.close();
    }
}
