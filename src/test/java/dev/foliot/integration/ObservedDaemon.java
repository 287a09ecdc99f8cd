package dev.foliot.integration;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.config.Configuration;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.daemon.Daemon;
import dev.foliot.daemon.Ports;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.ClockComparison;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.SystemResolver;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The daemon, in this JVM and with real sockets. It disciplines a userspace clock; the kernel's clock, which is only
 * read and which every server of a test serves, is the truth to compare with.
 */
final class ObservedDaemon implements AutoCloseable {
    /** Polls from 1/16 s on, so that a test is not long. */
    static final PollLimits QUICK = new PollLimits(new PollExponent(-4), new PollExponent(-2), new PollExponent(-4));

    private final NativeClock kernel;
    private final UserspaceClock clock;
    private final Daemon daemon;
    private final Thread thread;
    private volatile Throwable failure;

    private ObservedDaemon(
            NativeClock oscillator,
            UserspaceClock clock,
            List<SourceParameters> sources,
            Function<Poller, Resolver> resolver)
            throws Exception {
        this.kernel = oscillator;
        this.clock = clock;
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        Ports ports = new Ports(clock, "a test", network, resolver.apply(poller), poller);
        daemon = new Daemon(configuration(sources), ports, new SecureRandom());
        thread = new Thread(daemon::run, "observed-daemon");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure = e);
        thread.start();
    }

    /** With a clock that is right at the start. */
    static ObservedDaemon start(SourceParameters... sources) throws Exception {
        return start(poller -> new SystemResolver(poller::wakeUp), sources);
    }

    static ObservedDaemon start(Function<Poller, Resolver> resolver, SourceParameters... sources) throws Exception {
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        return new ObservedDaemon(kernel, new UserspaceClock(kernel), List.of(sources), resolver);
    }

    /**
     * With a clock that is wrong.
     *
     * @param offsetNs by how much it is ahead at the start
     * @param drift by how much its oscillator is fast, of which the daemon is told nothing
     */
    static ObservedDaemon startWrong(long offsetNs, Frequency drift, SourceParameters... sources) throws Exception {
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        UserspaceClock oscillator = new UserspaceClock(kernel);
        oscillator.setFrequency(drift);
        UserspaceClock clock = new UserspaceClock(oscillator);
        clock.step(offsetNs);
        return new ObservedDaemon(kernel, clock, List.of(sources), poller -> new SystemResolver(poller::wakeUp));
    }

    private static Configuration configuration(List<SourceParameters> sources) {
        return new Configuration(
                sources,
                SelectionParameters.DEFAULT,
                DisciplineParameters.DEFAULT,
                ClockControl.NONE,
                Optional.empty(),
                Optional.empty(),
                0,
                System.Logger.Level.INFO);
    }

    static SourceParameters server(String host, int port) {
        return server(host, port, QUICK);
    }

    static SourceParameters server(String host, int port, PollLimits poll) {
        return new SourceParameters(Mode.SERVER, host, port, 1, Set.of(), poll, true);
    }

    /** One that is asked for interleaved replies as well. */
    static SourceParameters interleaved(String host, int port) {
        return new SourceParameters(
                Mode.SERVER, host, port, 1, Set.of(), QUICK, true, true, SelectionOptions.NONE, Optional.empty());
    }

    static SourceParameters pool(String name, int port, int count) {
        return new SourceParameters(Mode.POOL, name, port, count, Set.of(), QUICK, true);
    }

    DaemonSnapshot snapshot() {
        if (failure != null) {
            throw new AssertionError("the daemon has ended", failure);
        }
        return daemon.snapshot();
    }

    SourceSnapshot source(int index) {
        return snapshot().sources().get(index);
    }

    /** Waits until a snapshot is as wanted, and returns that. */
    DaemonSnapshot await(String what, Duration limit, Predicate<DaemonSnapshot> condition) throws Exception {
        DaemonSnapshot[] latest = new DaemonSnapshot[1];
        Await.until(
                what,
                limit,
                () -> {
                    latest[0] = snapshot();
                    return latest[0] != null && condition.test(latest[0]);
                },
                () -> String.valueOf(latest[0]));
        return latest[0];
    }

    /** By how much the daemon's clock is ahead of the kernel's, in nanoseconds. */
    long errorNs() {
        return ClockComparison.aheadNs(clock, kernel);
    }

    @Override
    public void close() {
        daemon.stop();
        Await.end(thread);
        daemon.close();
        kernel.close();
    }
}
