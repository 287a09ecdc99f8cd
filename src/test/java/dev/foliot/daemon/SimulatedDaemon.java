package dev.foliot.daemon;

import dev.foliot.association.NtsParameters;
import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.recording.Tap;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.simulation.Delays;
import dev.foliot.simulation.Fabric;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SeededStreams;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedKeyExchanges;
import dev.foliot.simulation.SimulatedNames;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.SimulatedNtsServer;
import dev.foliot.simulation.SimulatedResolver;
import dev.foliot.simulation.SimulatedServer;
import dev.foliot.simulation.VirtualWorld;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.PollExponent;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The true daemon in a world of virtual time: servers 192.0.2.1 and up, each under the name of its address. */
final class SimulatedDaemon implements AutoCloseable {
    /** 2026-01-01T00:00:00Z. */
    static final long START_UTC_NS = 1_767_225_600_000_000_000L;

    private static final InetAddress CLIENT = address("192.0.2.200");
    private static final long LONGEST_TURN_NS = 1_000_000_000L;

    final VirtualWorld world;
    final SeededStreams random = new SeededStreams(42);
    final SimulatedNames names = new SimulatedNames();
    final List<SimulatedServer> servers = new ArrayList<>();
    final SimulatedClock clock;
    SelectionParameters selection = SelectionParameters.DEFAULT;
    /** With a threshold above the offsets that most tests start from: they are about slewing. */
    DisciplineParameters discipline = DisciplineParameters.DEFAULT.withSteps(0.128, 3);

    LeapMode leapMode = LeapMode.SYSTEM;
    Optional<Path> leapSecondsList = Optional.empty();
    Optional<Path> historyFile = Optional.empty();
    /** When a fault of our own shows itself, in seconds. */
    double failsAtS = Double.POSITIVE_INFINITY;

    /** When the program was built that runs here. */
    long builtUtcNs = START_UTC_NS - 86_400_000_000_000L;

    /** What stands between the daemon and this world. */
    Tap tap = Tap.NONE;

    Observer observer = Observer.NONE;
    Optional<Path> driftFile = Optional.empty();

    /** What it would serve, and what it says of its clock while {@link #serves}. */
    ServerParameters server = ServerParameters.NONE;

    boolean serves;
    ServerState served;

    private final List<SimulatedClock> serverClocks = new ArrayList<>();
    private final Fabric fabric;
    private final SimulatedNetwork host;
    private final List<SourceParameters> sources = new ArrayList<>();
    private SystemClock disciplined;
    private Daemon daemon;
    private final Map<InetSocketAddress, SimulatedNtsServer> ntsServers = new HashMap<>();

    SimulatedDaemon(Signal oscillator, double offsetS) {
        this(START_UTC_NS, oscillator, offsetS);
    }

    SimulatedDaemon(long startUtcNs, Signal oscillator, double offsetS) {
        world = new VirtualWorld(startUtcNs);
        fabric = new Fabric(world, 42);
        clock = new SimulatedClock(world, oscillator, ClockParameters.DEFAULT.withOffsetNs((long) (offsetS * 1e9)));
        disciplined = clock;
        host = new SimulatedNetwork(fabric, clock, CLIENT);
    }

    /** Leaves the system's clock alone: a userspace clock on top of it stands in for it. */
    void standIn() {
        disciplined = new UserspaceClock(clock);
    }

    /** By how much the disciplined clock is ahead of true time. */
    double errorS() {
        return (disciplined.read().utcNs() - world.utcNs()) * 1e-9;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** One more server, whose clock is wrong by so much; 10 ms away, and exponential delays on top, each way. */
    SimulatedServer addServer(double offsetS, double jitterS) throws IOException {
        InetAddress address = address("192.0.2." + (servers.size() + 1));
        Signal perfect = Oscillators.constant(Frequency.ZERO);
        SimulatedClock time =
                new SimulatedClock(world, perfect, ClockParameters.DEFAULT.withOffsetNs((long) (offsetS * 1e9)));
        serverClocks.add(time);
        SimulatedNetwork network = new SimulatedNetwork(fabric, time, address);
        fabric.join(
                CLIENT, address, Delays.exponential(random, 0.01, jitterS), Delays.exponential(random, 0.01, jitterS));
        SimulatedServer server =
                new SimulatedServer(network, new InetSocketAddress(address, 123), ServerProfile.good());
        servers.add(server);
        return server;
    }

    /** Adds a server that is right, and asks it every 16 s, after a burst. */
    void followOneServer() throws IOException {
        addServer(0, 1e-4);
        useServers(4, 4, true);
    }

    /** Makes a server tell another time from now on: {@code stepS} seconds later than before. */
    void setServer(int index, double stepS) throws ClockException {
        serverClocks.get(index).step((long) (stepS * 1e9));
    }

    /** True time leaps at the end of this day; every server so far knows and announces it, until it has happened. */
    void leapToday(LeapIndicator leap, double untilTrueS) throws ClockException {
        world.leapToday(leap);
        for (int i = 0; i < servers.size(); i++) {
            SimulatedServer server = servers.get(i);
            serverClocks.get(i).setStatus(new ClockStatus(leap, 0, 0));
            server.setProfile(ServerProfile.good().withLeap(leap));
            world.at(VirtualWorld.toPs(untilTrueS), () -> server.setProfile(ServerProfile.good()));
        }
    }

    /** Makes every server so far a source. */
    void useServers(int minPoll, int maxPoll, boolean iburst) {
        for (int i = 1; i <= servers.size(); i++) {
            addSource(SourceParameters.Mode.SERVER, "192.0.2." + i, 1, minPoll, maxPoll, iburst);
        }
    }

    /** Makes the server so counted, from 0, a source of which a person says something. */
    void useServer(int index, SelectionOptions options) {
        PollExponent poll = new PollExponent(4);
        PollLimits limits = new PollLimits(poll, poll, poll);
        sources.add(new SourceParameters(
                SourceParameters.Mode.SERVER, "192.0.2." + (index + 1), 123, 1, Set.of(), limits, true, options));
    }

    /** Makes the server so counted, from 0, a source that is asked every 16 s for interleaved replies too. */
    void useServerInterleaved(int index) {
        PollExponent poll = new PollExponent(4);
        sources.add(new SourceParameters(
                SourceParameters.Mode.SERVER,
                "192.0.2." + (index + 1),
                123,
                1,
                Set.of(),
                new PollLimits(poll, poll, poll),
                true,
                true,
                SelectionOptions.NONE,
                Optional.empty()));
    }

    /** The next daemon has other sources. */
    void forgetSources() {
        sources.clear();
    }

    void addSource(SourceParameters.Mode mode, String name, int count, int minPoll, int maxPoll, boolean iburst) {
        PollExponent min = new PollExponent(minPoll);
        PollLimits limits = new PollLimits(min, new PollExponent(maxPoll), min);
        sources.add(new SourceParameters(mode, name, 123, count, Set.of(), limits, iburst));
    }

    /**
     * Makes the server so counted, from 0, agree on keys as well, at the same address.
     *
     * @param certificates when that by which it does so is valid
     */
    SimulatedNtsServer addKeyServer(int index, ValidityPeriod certificates) {
        InetAddress address = address("192.0.2." + (index + 1));
        SimulatedNtsServer server = new SimulatedNtsServer(new InetSocketAddress(address, 123), certificates);
        ntsServers.put(new InetSocketAddress(address, NtsParameters.DEFAULT_PORT), server);
        return server;
    }

    /** One more source with keys, asked every 16 s after a burst. */
    void addNtsSource(SourceParameters.Mode mode, String name, int count) {
        addNtsSource(mode, name, count, SelectionOptions.NONE);
    }

    /** One of which a person says something. */
    void addNtsSource(SourceParameters.Mode mode, String name, int count, SelectionOptions options) {
        PollExponent poll = new PollExponent(4);
        sources.add(new SourceParameters(
                mode,
                name,
                NtsParameters.DEFAULT_PORT,
                count,
                Set.of(),
                new PollLimits(poll, poll, poll),
                true,
                false,
                options,
                Optional.of(NtsParameters.DEFAULT)));
    }

    void run(double seconds) throws IOException {
        if (daemon == null) {
            start();
        }
        double endS = world.nowS() + seconds;
        while (world.nowS() < endS) {
            daemon.turn(LONGEST_TURN_NS);
        }
    }

    private void start() throws IOException {
        Configuration configuration = new Configuration(
                sources,
                selection,
                discipline,
                ClockControl.AUTO,
                driftFile,
                Optional.empty(),
                0,
                System.Logger.Level.WARNING,
                leapMode,
                leapSecondsList,
                historyFile,
                server,
                Optional.empty());
        Poller poller = host.newPoller();
        SimulatedKeyExchanges keyExchanges = new SimulatedKeyExchanges(world, host, poller);
        ntsServers.forEach(keyExchanges::listen);
        Ports ports = new Ports(
                disciplined,
                "simulated",
                host,
                new SimulatedResolver(world, names, poller),
                poller,
                new DiskFiles(),
                keyExchanges,
                builtUtcNs);
        daemon = new Daemon(configuration, ports, failing(new SplittableRandom(42)), tap, observer);
        if (serves) {
            daemon.publishTo(state -> served = state);
        }
    }

    /** Ends the daemon; the next one starts with {@link #run}. */
    void endDaemon() {
        daemon.finish();
        daemon.close();
        daemon = null;
    }

    private RandomGenerator failing(RandomGenerator sound) {
        return () -> {
            if (world.nowS() >= failsAtS) {
                throw new IllegalStateException("a fault at " + world.nowS() + " s");
            }
            return sound.nextLong();
        };
    }

    /** A person accepts a panic, on a thread of its own, and the loop goes on meanwhile. */
    Optional<String> accept(double offsetS) throws IOException {
        CompletableFuture<Optional<String>> said = CompletableFuture.supplyAsync(() -> daemon.acceptPanic(offsetS));
        while (!said.isDone()) {
            run(0.001);
        }
        return said.join();
    }

    /** How many datagrams have left the daemon's host. */
    long datagramsSent() {
        return host.datagramsSent();
    }

    Daemon daemon() {
        return daemon;
    }

    ClockSnapshot clockSnapshot() {
        return daemon.snapshotNow().clock();
    }

    SourceSnapshot source(int index) {
        return daemon.snapshotNow().sources().get(index);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
