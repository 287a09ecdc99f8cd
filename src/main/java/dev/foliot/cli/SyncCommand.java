package dev.foliot.cli;

import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.config.HostPort;
import dev.foliot.control.ControlClient;
import dev.foliot.control.ControlException;
import dev.foliot.daemon.Daemon;
import dev.foliot.daemon.Logging;
import dev.foliot.daemon.Ports;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.platform.ClockException;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.Option;

/** {@code foliot sync}: a daemon that leaves as soon as the clock is right. */
final class SyncCommand implements Command {
    private static final long TURN_NS = 200_000_000L;
    private static final long LONGEST_END_S = 5;
    private static final double DEFAULT_WITHIN_S = 1e-3;
    private static final double DEFAULT_TIMEOUT_S = 60;

    /** Any offset is beyond this, so that it is stepped. */
    private static final double STEP_ALWAYS_S = 1e-9;

    private final PortsFactory ports;

    /** How to get at this machine's clock and network. */
    @FunctionalInterface
    interface PortsFactory {
        /** @throws ClockException when the clock may not be steered, and must be */
        Ports open(ClockControl control) throws IOException;
    }

    SyncCommand(PortsFactory ports) {
        this.ports = ports;
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String arguments() {
        return "[HOST[:PORT]...]";
    }

    @Override
    public String summary() {
        return "set the clock once, and leave";
    }

    @Override
    public String details() {
        return """
                Asks the servers named, or else the sources of the configuration, sets this machine's
                clock by those that agree, and leaves it running at the rate that was found. Offsets
                beyond the step threshold (10 ms unless configured) are stepped, others slewed.
                Refuses while a daemon keeps the clock. Ends with 75 when the clock does not come
                right in time, with 77 when it may not be set.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.flag("step", "step the clock, however small the offset"),
                CommonOptions.valued("within", "SECONDS", "how near is near enough; default 0.001"),
                CommonOptions.valued("timeout", "SECONDS", "how long to try; default 60"),
                CommonOptions.config(),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException {
        double withinS = call.seconds("within", 1e-6, 10, DEFAULT_WITHIN_S);
        double timeoutS = call.seconds("timeout", 1, 86400, DEFAULT_TIMEOUT_S);
        Configuration configuration = configuration(call);
        if (configuration.controlSocket().isPresent()) {
            refuseBesideDaemon(configuration.controlSocket().get());
        }
        Logging.start(System.Logger.Level.ERROR, false);
        try (Daemon daemon = new Daemon(configuration, open(), new SecureRandom())) {
            return report(call, synchronise(daemon, withinS, timeoutS), withinS);
        }
    }

    private static Configuration configuration(Invocation call) throws CommandException {
        List<String> hosts = call.arguments(0, Integer.MAX_VALUE);
        Configuration base = hosts.isEmpty() ? ConfigurationFile.read(call) : ofServers(hosts);
        if (base.clockControl() == ClockControl.NONE) {
            throw new CommandException(
                    ExitCode.CONFIG, "clock.control is \"none\": this machine's clock is left alone");
        }
        DisciplineParameters given = base.discipline();
        DisciplineParameters discipline = call.has("step") ? given.withSteps(STEP_ALWAYS_S, 1) : given;
        return new Configuration(
                base.sources(),
                base.selection(),
                discipline,
                ClockControl.KERNEL,
                base.driftFile(),
                base.controlSocket(),
                base.controlSocketMode(),
                base.logLevel(),
                base.leapMode(),
                base.leapSecondsList(),
                Optional.empty(),
                ServerParameters.NONE,
                Optional.empty());
    }

    private static Configuration ofServers(List<String> hosts) throws UsageException {
        List<SourceParameters> sources = new ArrayList<>();
        for (String host : hosts) {
            HostPort server = ServerAddress.parse(host).server();
            sources.add(SourceParameters.server(server.host(), server.port()));
        }
        return new Configuration(
                sources,
                SelectionParameters.DEFAULT,
                DisciplineParameters.DEFAULT,
                ClockControl.KERNEL,
                Optional.empty(),
                Configuration.DEFAULT_CONTROL_SOCKET,
                Configuration.DEFAULT_CONTROL_SOCKET_MODE,
                Configuration.DEFAULT_LOG_LEVEL);
    }

    /** Two who steer one clock undo each other's work. */
    static void refuseBesideDaemon(Path socket) throws CommandException {
        try {
            DaemonSnapshot other = new ControlClient(socket, ControlClient.DEFAULT_TIMEOUT).status();
            if (other.clock().steered()) {
                throw new CommandException(
                        ExitCode.UNAVAILABLE,
                        "a daemon keeps this machine's clock already (process " + other.processId() + ")");
            }
        } catch (ControlException e) {
            if (e.reason() != ControlException.Reason.NOT_RUNNING) {
                throw new CommandException(
                        ExitCode.UNAVAILABLE, "a daemon may keep the clock already: " + e.getMessage());
            }
        }
    }

    private Ports open() throws CommandException, IOException {
        try {
            return ports.open(ClockControl.KERNEL);
        } catch (ClockException e) {
            throw e.permission()
                    ? new CommandException(ExitCode.NO_PERMISSION, "this user may not set the clock: " + e.getMessage())
                    : new CommandException(ExitCode.OS_ERROR, e.getMessage());
        }
    }

    /** Runs the daemon until the clock is right, the time is over, or the process is told to end. */
    private static DaemonSnapshot synchronise(Daemon daemon, double withinS, double timeoutS) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread atSignal = new Thread(() -> end(daemon, ended), "end");
        Runtime.getRuntime().addShutdownHook(atSignal);
        try {
            DaemonSnapshot now;
            do {
                daemon.turn(TURN_NS);
                now = daemon.snapshotNow();
            } while (!SyncReport.right(now.clock(), withinS) && now.uptimeS() < timeoutS && !daemon.stopped());
            return now;
        } finally {
            daemon.finish();
            ended.countDown();
            removeHook(atSignal);
        }
    }

    /** A clock must not be left running at the rate of a slew: nobody would end it. */
    private static void end(Daemon daemon, CountDownLatch ended) {
        daemon.stop();
        try {
            ended.await(LONGEST_END_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running: the process ends.
        }
    }

    private static ExitCode report(Invocation call, DaemonSnapshot end, double withinS) {
        SyncReport report = SyncReport.of(end, withinS);
        if (call.json()) {
            call.terminal().printJson(report);
        } else {
            call.terminal().print(report.text(call.palette()));
            if (!report.synchronised()) {
                call.terminal().print("\n" + SourcesText.of(end.sources(), false, call.palette()));
            }
        }
        return report.synchronised() ? ExitCode.OK : ExitCode.TEMPORARY;
    }
}
