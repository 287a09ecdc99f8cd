package dev.foliot.daemon;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.platform.ClockComparison;
import dev.foliot.platform.Poller;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.SystemResolver;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.AccessList;
import dev.foliot.server.AccessRules;
import dev.foliot.server.RateLimit;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.PollExponent;
import dev.foliot.wire.ReferenceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The whole daemon on loopback, against a server with another time. Both have clocks of their own on top of this
 * machine's, which is only read; so the error of the daemon's clock is known, and not only estimated.
 */
public final class Demonstration implements AutoCloseable {
    /** Its one client asks every second. */
    private static final ServerParameters UNLIMITED = new ServerParameters(List.of(), RateLimit.NONE, 8, 8, 16, 1);

    private final UserspaceClock truth;
    private final UserspaceClock disciplined;
    private final ServerLoop server;
    private final Daemon daemon;
    private final Thread serverThread;
    private final Thread daemonThread;
    private volatile Throwable failure;

    /**
     * @param serverOffsetNs by how much the server is ahead at the start
     * @param serverFrequency by how much it runs fast
     */
    public Demonstration(long serverOffsetNs, Frequency serverFrequency) throws IOException {
        SecureRandom random = new SecureRandom();
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        NativeNetwork network = NativeNetwork.open();
        truth = new UserspaceClock(kernel);
        truth.step(serverOffsetNs);
        truth.setFrequency(serverFrequency);
        disciplined = new UserspaceClock(kernel);
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listener = new ServerListener(network.listen(local, 1).get(0), new AccessList(AccessRules.OPEN));
        server = new ServerLoop(
                truth, network.newPoller(), List.of(listener), this::serverState, Optional.empty(), UNLIMITED, random);
        Poller poller = network.newPoller();
        Ports ports = new Ports(
                disciplined,
                "a userspace clock stands in for this machine's clock",
                network,
                new SystemResolver(poller::wakeUp),
                poller);
        daemon = new Daemon(configuration(listener.socket().localAddress()), ports, random);
        serverThread = thread("demo-server", server);
        daemonThread = thread("demo-daemon", daemon::run);
    }

    /** Starts the server and the daemon, each on a thread of its own. */
    public void start() {
        serverThread.start();
        daemonThread.start();
    }

    /**
     * By how much the daemon's clock is ahead of the server's, which is right by definition, in nanoseconds; good to
     * some tens of them.
     */
    public long errorNs() {
        return ClockComparison.aheadNs(disciplined, truth);
    }

    /** What the daemon itself says; null before its first turn. */
    public DaemonSnapshot snapshot() {
        return daemon.snapshot();
    }

    /** What ended one of the threads before its time; empty while all is well. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private static Configuration configuration(InetSocketAddress server) {
        PollExponent second = new PollExponent(0);
        PollLimits poll = new PollLimits(second, new PollExponent(2), second);
        SourceParameters source = new SourceParameters(
                SourceParameters.Mode.SERVER,
                server.getAddress().getHostAddress(),
                server.getPort(),
                1,
                Set.of(),
                poll,
                true);
        return new Configuration(
                List.of(source),
                SelectionParameters.DEFAULT,
                DisciplineParameters.DEFAULT,
                ClockControl.NONE,
                Optional.empty(),
                Optional.empty(),
                0,
                System.Logger.Level.WARNING);
    }

    private ServerState serverState() {
        return new ServerState(
                LeapIndicator.NONE,
                1,
                Precision.log2S(truth.capabilities().readingQuantumNs()),
                0,
                1e-6,
                0,
                0,
                ReferenceId.ofAscii("DEMO").value(),
                NtpTimestamp.fromUnixNs(truth.read().utcNs()),
                0);
    }

    private Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure = e);
        return thread;
    }

    @Override
    public void close() {
        daemon.stop();
        server.stop();
        join(daemonThread);
        join(serverThread);
        daemon.close();
        server.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
