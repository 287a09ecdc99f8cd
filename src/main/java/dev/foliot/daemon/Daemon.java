package dev.foliot.daemon;

import dev.foliot.config.Configuration;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.Discipline;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapPolicy;
import dev.foliot.filter.FilterParameters;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.Orders;
import dev.foliot.platform.ServiceManager;
import dev.foliot.recording.Head;
import dev.foliot.recording.Tap;
import dev.foliot.selection.Selector;
import dev.foliot.server.ServerState;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.wire.ServerMark;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The daemon: a client loop with everything that it needs, from the configuration and the ports. It runs on the thread
 * that calls {@link #run}; {@link #stop}, {@link #snapshot} and {@link #acceptPanic} may be called from any.
 */
public final class Daemon implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

    /** Even with nothing to do it looks at the clock this often, in nanoseconds: somebody may have set it. */
    public static final long LONGEST_TURN_NS = 10_000_000_000L;

    /**
     * How far a crystal may have moved while the daemon was not running, with the temperature, whatever the drift file
     * says.
     */
    private static final Frequency RESTART_ERROR = Frequency.ofPpm(3);

    private final Ports ports;
    private final Tap tap;
    final ClockDriver clock;
    private final Discipline discipline;
    private final Synchroniser synchroniser;
    private final ClientLoop loop;
    private final Snapshots snapshots;
    private final SnapshotExchange exchange;
    private final KnownTime known;
    private final Optional<DriftKeeper> drift;
    private final Optional<LeapKeeper> leapKeeper;
    private final WarmStart warmStart;
    private final StateLog stateLog;
    private final ServedState served;
    private Optional<Consumer<ServerState>> publication = Optional.empty();
    private final Acceptances acceptances;
    private final Orders orders;
    private volatile boolean stopped;

    /**
     * @param ports closed with the daemon
     * @param random a cryptographic one outside simulation: it makes requests unforgeable
     */
    public Daemon(Configuration configuration, Ports ports, RandomGenerator random) throws ClockException {
        this(configuration, ports, random, Tap.NONE, Observer.NONE);
    }

    /**
     * A daemon that is watched.
     *
     * @param tap what stands between the core and the ports; closed with the daemon
     * @param observer told what the core decides
     */
    public Daemon(Configuration configuration, Ports ports, RandomGenerator random, Tap tap, Observer observer)
            throws ClockException {
        this.ports = ports;
        this.tap = tap;
        tap.start(Head.of(
                Version.TEXT,
                configuration.withoutServer(),
                ports.clock().capabilities(),
                ports.control(),
                ports.builtUtcNs()));
        this.clock = new ClockDriver(tap.clock(ports.clock()), configuration.leapMode(), observer);
        // From what a recording has, so that a replay makes the same.
        ServerMark mark = ServerMark.of(clock.read().utcNs());
        DisciplineParameters disciplineParameters = configuration.discipline();
        Optional<DriftFile> driftFile = configuration
                .driftFile()
                .map(path -> new DriftFile(tap.files(ports.files()), path, disciplineParameters.maximumDrift()));
        Optional<DriftFile.Drift> saved = driftFile.flatMap(DriftFile::load);
        Frequency correction =
                saved.map(DriftFile.Drift::correction).orElse(clock.ledger().frequency());
        Frequency error = saved.map(d -> new Frequency(Math.max(d.error().ppb(), RESTART_ERROR.ppb())))
                .orElse(FilterParameters.DEFAULT.initialFrequencyError());
        LeapPolicy leaps = new LeapPolicy();
        this.leapKeeper = configuration
                .leapSecondsList()
                .map(path -> new LeapKeeper(
                        tap.files(ports.files()), path, leaps, clock.read().monotonicNs()));
        this.discipline = new Discipline(
                disciplineParameters, correction, clock.capabilities().maxFrequency(), leaps);
        this.known = new KnownTime(ports.builtUtcNs());
        saved.map(DriftFile.Drift::knownUtcS).ifPresent(utcS -> utcS.ifPresent(s -> known.atLeast(s * 1_000_000_000L)));
        this.drift =
                driftFile.map(file -> new DriftKeeper(file, known, clock.read().monotonicNs()));
        Selector selector = new Selector(configuration.selection(), disciplineParameters.stability());
        this.synchroniser = new Synchroniser(selector, discipline, disciplineParameters.stability(), known, observer);
        this.warmStart = new WarmStart(
                configuration.historyFile().map(path -> new HistoryFile(tap.files(ports.files()), path)), clock);
        this.loop = new ClientLoop(
                clock,
                tap.network(ports.network()),
                tap.resolver(ports.resolver()),
                tap.keyExchanges(ports.keyExchanges()),
                tap.random(random),
                configuration.sources(),
                new FilterParameters(correction, error, disciplineParameters.stability()),
                warmStart,
                synchroniser,
                tap.poller(ports.poller()),
                observer,
                mark);
        this.snapshots = new Snapshots(
                this::glance,
                clock,
                loop,
                synchroniser,
                leaps,
                ports.control(),
                disciplineParameters.stability(),
                tap::state);
        this.stateLog = new StateLog(synchroniser);
        this.served =
                new ServedState(clock, synchroniser, configuration.server().localStratum(), mark);
        this.exchange = new SnapshotExchange(ports.poller()::wakeUp);
        this.acceptances = new Acceptances(ports.poller()::wakeUp);
        this.orders = tap.orders(acceptances);
        LOG.log(System.Logger.Level.INFO, "{0}: {1}", clock.capabilities().backend(), ports.control());
    }

    /** Tells who serves this clock what to say of it, after every turn. Before the daemon runs. */
    public void publishTo(Consumer<ServerState> newPublication) {
        publication = Optional.of(newPublication);
        newPublication.accept(served.at(glance()));
    }

    /** Runs until {@link #stop} is called, with no service manager to report to. */
    public void run() {
        run(new ServiceReport(ServiceManager.NONE, daemon -> ""));
    }

    /** Runs until {@link #stop} is called, and reports on it; ends with {@link #finish}, whatever happens. */
    public void run(ServiceReport report) {
        try {
            while (!stopped) {
                turn(Math.min(LONGEST_TURN_NS, report.longestTurnNs()));
                report.turned(glance().monotonicNs(), synchroniser.state(), snapshots::take);
            }
            report.stopping();
        } finally {
            finish();
        }
    }

    /**
     * Leaves the clock to itself, at the oscillator's correction: a slew that is under way would go on for ever once
     * nobody is there to end it.
     */
    public void finish() {
        tap.finish();
        clock.perform(new ClockCommand.SetFrequency(discipline.correction()));
        drift.ifPresent(
                keeper -> keeper.save(synchroniser.latest(), clock.read().monotonicNs()));
        warmStart.save(loop.sources());
    }

    /** Waits for the next event, not longer than {@code longestNs}, and handles what has come. */
    public void turn(long longestNs) {
        tap.turn(longestNs);
        loop.turn(longestNs);
        orders.acceptedOffsetS().ifPresent(offsetS -> acceptances.answer(loop.accept(offsetS)));
        stateLog.turn(loop.sources());
        publication.ifPresent(p -> p.accept(served.at(glance())));
        if (discipline.updates() > 0) {
            warmStart.over();
        }
        knownUtcNs().ifPresent(known::atLeast);
        drift.ifPresent(
                keeper -> keeper.turn(synchroniser.latest(), clock.read().monotonicNs()));
        leapKeeper.ifPresent(keeper -> keeper.turn(clock.read().monotonicNs(), knownUtcNs()));
        if (exchange.wanted()) {
            exchange.publish(snapshots.take());
        }
    }

    private Optional<Long> knownUtcNs() {
        return discipline.synchronised() ? Optional.of(clock.read().utcNs()) : Optional.empty();
    }

    /** Makes {@link #run} return. */
    public void stop() {
        stopped = true;
        ports.poller().wakeUp();
    }

    /**
     * Moves the clock as the sources want, though panic thresholds have stopped that: a person accepts it. Waits a moment
     * for the loop.
     *
     * @param offsetS by how much, in seconds, as that person was told
     * @return what stands against it, in words; empty when it is done
     */
    public Optional<String> acceptPanic(double offsetS) {
        return acceptances.accept(offsetS);
    }

    /** Whether {@link #stop} has been called. */
    public boolean stopped() {
        return stopped;
    }

    /** What the daemon knows now; for the thread that runs it. */
    public DaemonSnapshot snapshotNow() {
        return snapshots.take();
    }

    /** What the daemon knows now; null before its first turn. */
    public DaemonSnapshot snapshot() {
        return exchange.get();
    }

    /**
     * How far the clock can be from true time now, in seconds; infinite when nothing is known. Cheap, for the thread
     * that runs the daemon.
     */
    public double errorBoundS() {
        return discipline.bound().atS(glance().monotonicNs());
    }

    private ClockReading glance() {
        return tap.glance(ports.clock());
    }

    @Override
    public void close() {
        loop.close();
        tap.close();
        ports.close();
    }
}
