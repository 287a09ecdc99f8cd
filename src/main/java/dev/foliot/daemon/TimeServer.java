package dev.foliot.daemon;

import dev.foliot.platform.Addresses;
import dev.foliot.platform.ServingNetwork;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.SystemClock;
import dev.foliot.server.AccessList;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.server.ServerTotals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Serves a clock's time at every address of the configuration: threads, each with a socket at every address. From
 * {@link #start} on they run by themselves; what they say of the clock is what was published last. Without an address
 * there is nothing to serve, and no thread.
 */
public final class TimeServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TimeServer.class.getName());

    private static final long LONGEST_END_NS = 2_000_000_000L;

    private final List<InetSocketAddress> addresses;
    private final List<ServerLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile ServerState state;
    private volatile Throwable failure;

    private TimeServer(List<InetSocketAddress> addresses, ServerState state) {
        this.addresses = addresses;
        this.state = state;
    }

    /**
     * Takes the addresses; nobody is answered yet.
     *
     * @param clock whose time is served; any thread may read it
     * @param random a cryptographic one: who knew its numbers could fill the tables on purpose
     * @throws java.net.BindException when an address is in use, is not ours or needs a permission
     */
    public static TimeServer open(
            ServerParameters parameters, SystemClock clock, ServingNetwork network, RandomGenerator random)
            throws IOException {
        int count = threads(parameters);
        ServerParameters share = parameters.shared(Math.max(1, count));
        List<List<ServerListener>> ofThread = listen(parameters.listen(), network, count);
        List<InetSocketAddress> addresses = ofThread.stream()
                .limit(1)
                .flatMap(List::stream)
                .map(listener -> listener.socket().localAddress())
                .toList();
        TimeServer server = new TimeServer(addresses, unsynchronised(clock));
        try {
            for (List<ServerListener> listeners : ofThread) {
                server.loops.add(
                        new ServerLoop(clock, network.newPoller(), listeners, server::state, share, random.nextLong()));
            }
        } catch (IOException | RuntimeException | Error e) {
            server.loops.forEach(ServerLoop::close);
            close(ofThread.subList(server.loops.size(), count));
            throw e;
        }
        return server;
    }

    private static int threads(ServerParameters parameters) {
        if (parameters.listen().isEmpty()) {
            return 0;
        }
        return parameters.threads() > 0
                ? parameters.threads()
                : Math.min(Runtime.getRuntime().availableProcessors(), ServerParameters.MOST_THREADS);
    }

    /** The listeners of each thread. */
    private static List<List<ServerListener>> listen(List<ListenParameters> listen, ServingNetwork network, int threads)
            throws IOException {
        List<List<ServerListener>> ofThread = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            ofThread.add(new ArrayList<>());
        }
        try {
            for (ListenParameters each : listen) {
                AccessList access = new AccessList(each.access());
                List<ServingSocket> sockets = network.listen(each.address(), threads);
                for (int i = 0; i < threads; i++) {
                    ofThread.get(i).add(new ServerListener(sockets.get(i), access));
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            close(ofThread);
            throw e;
        }
        return ofThread;
    }

    private static void close(List<List<ServerListener>> ofThread) {
        ofThread.forEach(
                listeners -> listeners.forEach(listener -> listener.socket().close()));
    }

    private static ServerState unsynchronised(SystemClock clock) {
        return ServerState.unsynchronised(
                Precision.log2S(clock.capabilities().readingQuantumNs()),
                clock.read().monotonicNs());
    }

    /**
     * Begins to answer.
     *
     * @param onFailure called when a thread has ended by a fault, once by each; what it was, {@link #rethrow} says
     */
    public void start(Runnable onFailure) {
        for (ServerLoop loop : loops) {
            Thread thread = new Thread(loop, "server-" + threads.size());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((ended, fault) -> {
                LOG.log(System.Logger.Level.ERROR, "the server has ended by a fault", fault);
                failure = fault;
                onFailure.run();
            });
            threads.add(thread);
            thread.start();
        }
        if (!threads.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "serving at {0}, {1} thread(s)", places(), threads.size());
        }
    }

    private String places() {
        return addresses.stream().map(Addresses::text).collect(Collectors.joining(", "));
    }

    /** Throws what a thread of the server has ended by; does nothing when all is well. From any thread. */
    public void rethrow() {
        if (failure != null) {
            throw new IllegalStateException("a thread of the server has ended", failure);
        }
    }

    /** What to say of the clock from now on. From any thread. */
    public void publish(ServerState newState) {
        state = newState;
    }

    private ServerState state() {
        return state;
    }

    /** Where it listens. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** How many threads serve. */
    public int threads() {
        return loops.size();
    }

    /** What stratum is claimed; 16: the time is not known. From any thread. */
    public int stratum() {
        int stratum = state.stratum();
        return stratum == 0 ? ServerParameters.UNSYNCHRONISED_STRATUM : stratum;
    }

    /** What has been served so far. From any thread. */
    public ServerTotals totals() {
        return loops.stream().map(ServerLoop::totals).reduce(ServerTotals.ZERO, ServerTotals::plus);
    }

    /**
     * The clients that are remembered. From any thread but the server's; waits for these, no longer than two seconds
     * each.
     *
     * @throws TimeoutException when one of them does not answer
     */
    public List<ClientStatistics> clients() throws InterruptedException, TimeoutException {
        List<ClientStatistics> clients = new ArrayList<>();
        for (ServerLoop loop : loops) {
            clients.addAll(loop.clients());
        }
        return clients;
    }

    /** Ends the threads. One that does not end keeps its sockets, which nobody may take from under it. */
    @Override
    public void close() {
        loops.forEach(ServerLoop::stop);
        long latestNs = System.nanoTime() + LONGEST_END_NS;
        for (int i = 0; i < loops.size(); i++) {
            if (i >= threads.size() || ended(threads.get(i), latestNs)) {
                loops.get(i).close();
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} does not end",
                        threads.get(i).getName());
            }
        }
    }

    /** Whether a thread has ended, or does by then. */
    private static boolean ended(Thread thread, long latestNs) {
        try {
            // A millisecond at least: 0 would be for ever.
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(latestNs - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
