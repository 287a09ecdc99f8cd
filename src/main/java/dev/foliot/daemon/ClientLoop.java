package dev.foliot.daemon;

import dev.foliot.association.AssociationAction;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.association.SourceParameters;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.filter.FilterParameters;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ClockReading;
import dev.foliot.time.DurationText;
import dev.foliot.wire.ServerMark;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The client: waits for packets and deadlines, hands them to the state machines, performs what they answer. One thread
 * calls it.
 *
 * <p>It knows time only through its ports, so that it runs in virtual time as it runs in a daemon.
 */
final class ClientLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ClientLoop.class.getName());

    private final ClockDriver clock;
    private final Poller poller;
    private final Resolver resolver;
    private final RandomGenerator random;
    private final Synchroniser synchroniser;
    private final Directories directories;
    private final Exchanges exchanges;
    private final Observer observer;
    private final WarmStart warmStart;
    private final boolean authenticates;
    private boolean started;
    private boolean timeKnown;
    private long foreignSteps;

    ClientLoop(
            ClockDriver clock,
            Network network,
            Resolver resolver,
            KeyExchanges keyExchanges,
            RandomGenerator random,
            List<SourceParameters> sources,
            FilterParameters filterParameters,
            WarmStart warmStart,
            Synchroniser synchroniser,
            Poller poller,
            Observer observer,
            ServerMark mark) {
        this.clock = clock;
        this.poller = poller;
        this.resolver = resolver;
        this.random = random;
        this.synchroniser = synchroniser;
        this.observer = observer;
        this.warmStart = warmStart;
        this.authenticates = sources.stream().anyMatch(source -> source.mode().nts());
        this.exchanges = new Exchanges(clock, poller, observer, mark);
        this.directories = new Directories(
                resolver,
                new KeyNegotiations(keyExchanges, synchroniser::timeKnown, observer),
                new Servers(network, filterParameters),
                sources,
                clock.read().monotonicNs(),
                observer);
    }

    /** Makes sources that know what a run before has left of them. */
    private final class Servers implements Directories.Servers {
        private final Network network;
        private final FilterParameters parameters;
        private final int precision = Precision.log2S(clock.capabilities().readingQuantumNs());

        Servers(Network network, FilterParameters parameters) {
            this.network = network;
            this.parameters = parameters;
        }

        @Override
        public ServerSource start(SourceParameters source, InetSocketAddress remote, long nowNs) {
            return restored(
                    new ServerSource(source, remote, () -> network.connect(remote), parameters, precision, nowNs));
        }

        @Override
        public ServerSource start(KeyedServer server, InetSocketAddress remote, long nowNs) {
            return restored(new ServerSource(server, remote, parameters, precision, nowNs));
        }

        private ServerSource restored(ServerSource source) {
            warmStart.restore(source);
            return source;
        }
    }

    /**
     * Waits for the next event, not longer than {@code longestNs} (a day or less), and handles what has come. The clock
     * is not touched before the first turn: until then the daemon may yet find that another one keeps it.
     */
    void turn(long longestNs) {
        if (!started) {
            started = true;
            perform(synchroniser.discipline().start());
        }
        long latestNs = clock.read().monotonicNs() + longestNs;
        long deadlineNs = clock.toKernelMonotonicNs(Math.min(nextDeadlineNs(), latestNs));
        List<TimestampedSocket> ready = poller.await(deadlineNs);
        noticeJump();
        for (TimestampedSocket socket : ready) {
            exchanges.receive(socket).ifPresent(this::onEnded);
        }
        for (Resolver.Answer answer : resolver.answers()) {
            gone(directories.onAnswer(answer, clock.read()));
        }
        if (authenticates) {
            onKeys();
        }
        onDeadlines();
    }

    private void onKeys() {
        synchroniser.expectAuthenticated(directories.authenticated());
        boolean knownBefore = timeKnown;
        timeKnown = synchroniser.timeKnown();
        if (timeKnown && !knownBefore) {
            gone(directories.onTimeKnown(clock.read()));
        }
        gone(directories.onKeys(clock.read()));
    }

    /**
     * A person accepts a correction that was refused.
     *
     * @return what stands against it, in words; empty when it is done
     */
    Optional<String> accept(double offsetS) {
        ClockReading now = clock.read();
        Optional<String> objection = synchroniser.objection(offsetS, now, clock.ledger());
        if (objection.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "somebody has accepted that the clock is moved by {0} s",
                    String.format(Locale.ROOT, "%+.3f", offsetS));
            perform(synchroniser.accept(now, clock.ledger()));
        }
        return objection;
    }

    /** Every server in use, in the order of the configuration. */
    List<ServerSource> sources() {
        return directories.sources();
    }

    /** Whether there is nobody to ask, now or ever. */
    boolean asksNobody() {
        return directories.isEmpty();
    }

    /** The servers that are not asked because no keys have been agreed on with them. */
    List<KeyedServer> withoutKeys() {
        return directories.withoutKeys();
    }

    /** The configured names that do not resolve. */
    Set<String> unresolved() {
        return directories.unresolved();
    }

    long foreignSteps() {
        return foreignSteps;
    }

    @Override
    public void close() {
        exchanges.close();
    }

    private long nextDeadlineNs() {
        long deadlineNs = Math.min(clock.deadlineNs(), synchroniser.discipline().deadlineNs());
        deadlineNs = Math.min(deadlineNs, directories.deadlineNs());
        for (ServerSource source : sources()) {
            deadlineNs = Math.min(deadlineNs, source.association.deadlineNs());
        }
        return deadlineNs;
    }

    private void onDeadlines() {
        ClockReading now = clock.read();
        long nowNs = now.monotonicNs();
        if (nowNs >= synchroniser.discipline().deadlineNs()) {
            perform(synchroniser.discipline().onDeadline(now));
        }
        for (ServerSource source : sources()) {
            if (nowNs >= source.association.deadlineNs()) {
                source.association.onDeadline(nowNs, random.nextLong()).ifPresent(action -> perform(source, action));
            }
        }
        gone(directories.onDeadline(clock.read()));
    }

    private void perform(ServerSource source, AssociationAction action) {
        if (action instanceof AssociationAction.GiveUp) {
            exchanges.end(source);
            observer.unanswered(source.server);
            onLoss();
        } else if (!exchanges.send(source)) {
            onLoss();
        }
    }

    private void onEnded(Exchanges.Ended exchange) {
        if (exchange.reply().isEmpty()) {
            onLoss();
            return;
        }
        ServerSource source = exchange.source();
        ReplyOutcome.Measured reply = exchange.reply().get();
        source.countReceived(reply.interleaved());
        observer.measured(source.server, reply);
        if (reply.again()) {
            onLoss();
            return;
        }
        ClockReading now = clock.read();
        source.add(reply.placed(), clock.ledger());
        observer.estimated(source.server, source.estimate.orElseThrow(), source::weighed);
        perform(synchroniser.onSample(source, sources(), now, clock.ledger()));
    }

    /** Servers are no longer in use. */
    private void gone(List<ServerSource> servers) {
        for (ServerSource source : servers) {
            exchanges.end(source);
            onLoss();
        }
    }

    private void onLoss() {
        perform(synchroniser.onLoss(sources(), clock.read(), clock.ledger()));
    }

    private void noticeJump() {
        switch (clock.jump()) {
            case NONE -> {}
            case LEAP -> {
                observer.jumped(Observer.Jump.LEAP);
                forgetRequests();
            }
            case LEAP_TO_SLEW -> {
                observer.jumped(Observer.Jump.LEAP);
                slewLeap();
            }
            case SUSPENDED -> {
                observer.jumped(Observer.Jump.SUSPENDED);
                wake(clock.suspends().latestNs() * 1e-9);
            }
            case FOREIGN -> {
                observer.jumped(Observer.Jump.FOREIGN);
                startOver(clock.foreignStepNs());
            }
        }
    }

    /** True time has jumped: to the estimates that is as if the clock had, the other way. */
    private void slewLeap() {
        LOG.log(System.Logger.Level.INFO, "a leap second: the clock is slewed from now on");
        clockStepped(-clock.leapNs());
        perform(synchroniser.slewLeap(clock.read(), clock.ledger()));
    }

    /**
     * The system has set the clock by another one, whose error nobody knows: of what was measured before, the frequency
     * alone is still true. As after a start, the clock is asked for at once, and may be stepped.
     */
    private void wake(double sleptS) {
        LOG.log(
                System.Logger.Level.INFO,
                "the machine was suspended for {0}; measuring the clock anew",
                DurationText.of(sleptS));
        forgetRequests();
        sources().forEach(source -> source.suspended(sleptS));
        warmStart.over();
        synchroniser.suspended();
        restart();
    }

    private void startOver(long stepNs) {
        foreignSteps++;
        LOG.log(
                System.Logger.Level.WARNING,
                clock.suspends().told()
                        ? "somebody else has set the clock by {0} s; starting over"
                        : "somebody else has set the clock by {0} s, or the machine was suspended; starting over",
                String.format(Locale.ROOT, "%+.6f", stepNs * 1e-9));
        clockStepped(stepNs);
        restart();
    }

    private void restart() {
        perform(synchroniser.discipline().clockSetByOther());
        long nowNs = clock.read().monotonicNs();
        sources().forEach(source -> source.association.restart(nowNs));
    }

    /** The times of a request that was under way when the clock jumped are of two scales. */
    private void forgetRequests() {
        for (ServerSource source : sources()) {
            exchanges.end(source);
            source.association.forgetRequest();
        }
    }

    private void perform(List<ClockCommand> commands) {
        for (ClockCommand command : commands) {
            long steppedNs = clock.perform(command);
            if (steppedNs != 0) {
                clockStepped(steppedNs);
            } else if (command instanceof ClockCommand.Step) {
                perform(synchroniser.discipline().stepRefused());
                return;
            }
        }
    }

    private void clockStepped(long stepNs) {
        forgetRequests();
        sources().forEach(source -> source.clockStepped(stepNs * 1e-9));
        synchroniser.clockStepped(stepNs * 1e-9);
    }
}
