package dev.foliot.cli;

import dev.foliot.config.Configuration;
import dev.foliot.config.NtsServing;
import dev.foliot.control.AcceptHandler;
import dev.foliot.control.ClientsHandler;
import dev.foliot.control.ControlServer;
import dev.foliot.control.StatusHandler;
import dev.foliot.daemon.Daemon;
import dev.foliot.daemon.Logging;
import dev.foliot.daemon.NativePorts;
import dev.foliot.daemon.NtsService;
import dev.foliot.daemon.Observer;
import dev.foliot.daemon.OwnServer;
import dev.foliot.daemon.Ports;
import dev.foliot.daemon.ServerSnapshots;
import dev.foliot.daemon.ServiceReport;
import dev.foliot.daemon.TimeServer;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.NotifySocket;
import dev.foliot.recording.Recorder;
import dev.foliot.recording.Tap;
import dev.foliot.server.ListenParameters;
import dev.foliot.time.LeapIndicator;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

/** {@code foliot daemon}: runs in the foreground until it is told to end. */
final class DaemonCommand implements Command {
    /** What is left of systemd's patience after this is spent on ending by force. */
    private static final long LONGEST_END_S = 10;

    private static final int DEFAULT_RECORDING_MIB = 64;
    private static final int LARGEST_RECORDING_MIB = 1 << 20;

    @Override
    public String name() {
        return "daemon";
    }

    @Override
    public String summary() {
        return "keep this machine's clock right, in the foreground";
    }

    @Override
    public String details() {
        return """
                Follows the sources of the configuration file. Steers this machine's clock
                where that is permitted; otherwise, and with clock.control = "none", a clock
                in user space stands in for it, and the daemon goes on observing. Ends with 0
                on SIGTERM and SIGINT.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.config(),
                CommonOptions.valued(
                        "record", "FILE", "write down everything that the daemon is told, for 'foliot replay'"),
                CommonOptions.valued(
                        "record-size",
                        "MIB",
                        "how much recordings may take, in MiB, those of earlier runs included; default 64"));
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException {
        call.arguments(0, 0);
        Configuration configuration = withoutItself(ConfigurationFile.read(call));
        Logging.start(configuration.logLevel(), System.getenv("JOURNAL_STREAM") != null);
        CountDownLatch ended = new CountDownLatch(1);
        Ports ports = ports(configuration);
        try (Daemon daemon = new Daemon(configuration, ports, new SecureRandom(), tap(call), Observer.NONE);
                NtsService nts = nts(configuration, ports, daemon::stop);
                TimeServer server = server(configuration, ports, nts)) {
            if (!endOnSignal(daemon, ended)) {
                return ExitCode.OK;
            }
            daemon.publishTo(state -> {
                server.publish(state);
                nts.setTimeIsKnown(state.leap() != LeapIndicator.UNSYNCHRONISED);
            });
            server.start(daemon::stop);
            exchangeKeys(nts);
            answerAndRun(configuration, daemon, server, nts);
            server.rethrow();
        } finally {
            ended.countDown();
        }
        return ExitCode.OK;
    }

    private static Configuration withoutItself(Configuration configuration) throws CommandException, IOException {
        try {
            Set<InetAddress> own = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
            return OwnServer.leftOut(configuration, own);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.CONFIG, e.getMessage());
        }
    }

    private static TimeServer server(Configuration configuration, Ports ports, NtsService nts)
            throws CommandException, IOException {
        try {
            return TimeServer.open(
                    configuration.server(), ports.clock(), NativeNetwork.open(), nts.keys(), new SecureRandom());
        } catch (BindException e) {
            List<InetSocketAddress> listen = configuration.server().listen().stream()
                    .map(ListenParameters::address)
                    .toList();
            throw new CommandException(refusal(listen), "cannot serve: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw new CommandException(
                    ExitCode.OS_ERROR,
                    "cannot serve: no memory for the tables of [serving]; make them smaller, or give more"
                            + " with FOLIOT_JAVA_OPTIONS=-Xmx");
        }
    }

    private static NtsService nts(Configuration configuration, Ports ports, Runnable onFailure)
            throws CommandException, IOException {
        try {
            return NtsService.open(configuration.nts(), ports.clock(), onFailure);
        } catch (BindException e) {
            Stream<InetSocketAddress> listen = configuration.nts().map(NtsServing::keyExchange).stream()
                    .flatMap(List::stream)
                    .map(KeyExchangeParameters::listen);
            throw new CommandException(refusal(listen.toList()), "cannot answer key exchanges: " + e.getMessage());
        }
    }

    private static void exchangeKeys(NtsService nts) throws CommandException, IOException {
        try {
            nts.start();
        } catch (CertificateFileException e) {
            throw new CommandException(ExitCode.CONFIG, "cannot answer key exchanges: " + e.getMessage());
        }
    }

    /** An address that this machine does not have may still come, as at the start of the system: worth another try. */
    private static ExitCode refusal(List<InetSocketAddress> listen) throws IOException {
        for (InetSocketAddress each : listen) {
            InetAddress address = each.getAddress();
            if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
                return ExitCode.TEMPORARY;
            }
        }
        return ExitCode.UNAVAILABLE;
    }

    private static Ports ports(Configuration configuration) throws CommandException, IOException {
        try {
            Optional<Path> sessions = configuration.driftFile().map(drift -> drift.resolveSibling("nts"));
            return NativePorts.open(configuration.clockControl(), sessions);
        } catch (ClockException e) {
            throw new CommandException(e.permission() ? ExitCode.NO_PERMISSION : ExitCode.OS_ERROR, e.getMessage());
        }
    }

    private static Tap tap(Invocation call) throws UsageException, CommandException {
        int limitMib = call.integer("record-size", 1, LARGEST_RECORDING_MIB, DEFAULT_RECORDING_MIB);
        if (!call.has("record")) {
            if (call.has("record-size")) {
                throw new UsageException("--record-size says how large, but nothing is recorded without --record");
            }
            return Tap.NONE;
        }
        try {
            return new Recorder(call.path("record", null), (long) limitMib << 20);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--record: " + e.getMessage());
        }
    }

    private static void answerAndRun(Configuration configuration, Daemon daemon, TimeServer server, NtsService nts)
            throws CommandException, IOException {
        if (configuration.controlSocket().isEmpty()) {
            daemon.run(report());
            return;
        }
        ControlServer control =
                control(configuration.controlSocket().get(), configuration.controlSocketMode(), daemon, server, nts);
        try {
            daemon.run(report());
        } finally {
            control.close();
        }
    }

    private static ServiceReport report() {
        long self = ProcessHandle.current().pid();
        return new ServiceReport(NotifySocket.find(System.getenv(), self), StatusText::line);
    }

    private static ControlServer control(Path path, int mode, Daemon daemon, TimeServer server, NtsService nts)
            throws CommandException, IOException {
        try {
            return ControlServer.start(
                    path,
                    mode,
                    Map.of(
                            StatusHandler.COMMAND,
                            new StatusHandler(() -> ServerSnapshots.added(daemon.snapshot(), server, nts)),
                            ClientsHandler.COMMAND,
                            new ClientsHandler(() -> ServerSnapshots.clients(server)),
                            AcceptHandler.COMMAND,
                            new AcceptHandler(daemon::acceptPanic)));
        } catch (BindException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, e.getMessage());
        } catch (AccessDeniedException e) {
            throw new CommandException(
                    ExitCode.NO_PERMISSION,
                    "the control socket cannot be made: " + e.getFile() + ": permission denied");
        }
    }

    /** Returns false when a signal has come already, before there was anything to end. */
    private static boolean endOnSignal(Daemon daemon, CountDownLatch ended) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(daemon, ended), "end"));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** On a signal: lets the loop finish what it does, then ends with 0, not with the signal's code. */
    private static void end(Daemon daemon, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        daemon.stop();
        try {
            if (ended.await(LONGEST_END_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.OK.code());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
