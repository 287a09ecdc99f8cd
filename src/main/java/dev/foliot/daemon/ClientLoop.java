package dev.foliot.daemon;

import dev.foliot.association.AssociationAction;
import dev.foliot.association.DirectoryAction;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.association.SourceDirectory;
import dev.foliot.association.SourceParameters;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.filter.FilterParameters;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ClockReading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

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
    private final FilterParameters filterParameters;
    private final Synchroniser synchroniser;
    private final RequestSender sender;
    private final int localPrecision;
    private final List<Directory> directories = new ArrayList<>();
    private final Map<TimestampedSocket, ServerSource> waiting = new HashMap<>();
    private boolean started;
    private final Set<String> unresolved = new LinkedHashSet<>();
    private long foreignSteps;

    /** The servers in use of one configured source. */
    private record Directory(SourceDirectory directory, Map<InetAddress, ServerSource> servers) {}

    ClientLoop(
            ClockDriver clock,
            Network network,
            Resolver resolver,
            RandomGenerator random,
            List<SourceParameters> sources,
            FilterParameters filterParameters,
            Synchroniser synchroniser,
            Poller poller) {
        this.clock = clock;
        this.poller = poller;
        this.resolver = resolver;
        this.random = random;
        this.filterParameters = filterParameters;
        this.synchroniser = synchroniser;
        this.sender = new RequestSender(network, clock);
        this.localPrecision = Precision.log2S(clock.capabilities().readingQuantumNs());
        long nowNs = clock.read().monotonicNs();
        for (SourceParameters parameters : sources) {
            directories.add(new Directory(new SourceDirectory(parameters, nowNs), new LinkedHashMap<>()));
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
            ServerSource source = waiting.get(socket);
            if (source != null) {
                receive(source);
            }
        }
        for (Resolver.Answer answer : resolver.answers()) {
            onAnswer(answer);
        }
        onDeadlines();
    }

    /** Every server in use, in the order of the configuration. */
    List<ServerSource> sources() {
        List<ServerSource> sources = new ArrayList<>();
        for (Directory directory : directories) {
            sources.addAll(directory.servers().values());
        }
        return sources;
    }

    /** The configured names that do not resolve. */
    Set<String> unresolved() {
        return unresolved;
    }

    long foreignSteps() {
        return foreignSteps;
    }

    @Override
    public void close() {
        waiting.keySet().forEach(poller::remove);
        waiting.clear();
        sources().forEach(ServerSource::closeSocket);
    }

    private long nextDeadlineNs() {
        long deadlineNs = Math.min(clock.deadlineNs(), synchroniser.discipline().deadlineNs());
        for (Directory directory : directories) {
            deadlineNs = Math.min(deadlineNs, directory.directory().deadlineNs());
            for (ServerSource source : directory.servers().values()) {
                deadlineNs = Math.min(deadlineNs, source.association.deadlineNs());
            }
        }
        return deadlineNs;
    }

    private void onDeadlines() {
        long nowNs = clock.read().monotonicNs();
        if (nowNs >= synchroniser.discipline().deadlineNs()) {
            perform(synchroniser.discipline().onDeadline(nowNs));
        }
        for (Directory directory : directories) {
            for (ServerSource source : List.copyOf(directory.servers().values())) {
                source.association.onDeadline(nowNs, random.nextLong()).ifPresent(action -> perform(source, action));
                if (source.association.denied()
                        || source.association.unansweredPolls() >= SourceDirectory.DEAD_AFTER_POLLS) {
                    perform(directory, directory.directory().onDead(address(source), nowNs));
                }
            }
            perform(directory, directory.directory().onDeadline(nowNs));
        }
    }

    private void onAnswer(Resolver.Answer answer) {
        if (!answer.addresses().isEmpty()) {
            unresolved.remove(answer.name());
        } else if (unresolved.add(answer.name())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} does not resolve; it is looked up again and again",
                    answer.name());
        }
        for (Directory directory : directories) {
            if (directory.directory().parameters().host().equals(answer.name())) {
                long nowNs = clock.read().monotonicNs();
                perform(directory, directory.directory().onAnswer(notUsedElsewhere(directory, answer), nowNs));
            }
        }
    }

    /** The addresses without those of servers that are in use under another name: nobody has two votes. */
    private List<InetAddress> notUsedElsewhere(Directory directory, Resolver.Answer answer) {
        int port = directory.directory().parameters().port();
        Set<InetSocketAddress> elsewhere = directories.stream()
                .filter(other -> other.directory() != directory.directory())
                .flatMap(other -> other.servers().values().stream())
                .map(source -> source.association.remote())
                .collect(Collectors.toSet());
        return answer.addresses().stream()
                .filter(address -> !elsewhere.contains(new InetSocketAddress(address, port)))
                .toList();
    }

    private void receive(ServerSource source) {
        try {
            sender.receive(source.socket, source.association, source::countRejected)
                    .ifPresent(outcome -> onOutcome(source, outcome));
        } catch (IOException e) {
            source.association.onFailed();
            failed(source, e);
        }
    }

    private void onOutcome(ServerSource source, ReplyOutcome outcome) {
        stopWaiting(source);
        ClockReading now = clock.read();
        if (outcome instanceof ReplyOutcome.Measured measured) {
            source.add(measured.sample(), clock.ledger());
            perform(synchroniser.onSample(source, sources(), now, clock.ledger()));
        } else {
            perform(synchroniser.onLoss(sources(), now, clock.ledger()));
        }
    }

    private void perform(ServerSource source, AssociationAction action) {
        if (action instanceof AssociationAction.GiveUp) {
            stopWaiting(source);
            perform(synchroniser.onLoss(sources(), clock.read(), clock.ledger()));
            return;
        }
        try {
            source.socket = sender.send(source.association);
            source.countSent();
            waiting.put(source.socket, source);
            poller.add(source.socket);
        } catch (IOException e) {
            source.association.onFailed();
            failed(source, e);
        }
    }

    private void failed(ServerSource source, IOException e) {
        stopWaiting(source);
        if (source.countError(e.getMessage())) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", name(source), e.getMessage());
        }
        perform(synchroniser.onLoss(sources(), clock.read(), clock.ledger()));
    }

    private void stopWaiting(ServerSource source) {
        if (source.socket != null) {
            poller.remove(source.socket);
            waiting.remove(source.socket);
            source.closeSocket();
        }
    }

    private void perform(Directory directory, List<DirectoryAction> actions) {
        for (DirectoryAction action : actions) {
            if (action instanceof DirectoryAction.Resolve resolve) {
                resolver.resolve(resolve.host());
            } else if (action instanceof DirectoryAction.Start start) {
                start(directory, start.address());
            } else if (action instanceof DirectoryAction.Stop stop) {
                stop(directory, stop.address());
            }
        }
    }

    private void start(Directory directory, InetAddress address) {
        SourceParameters parameters = directory.directory().parameters();
        InetSocketAddress remote = new InetSocketAddress(address, parameters.port());
        long nowNs = clock.read().monotonicNs();
        ServerSource source = new ServerSource(parameters, remote, filterParameters, localPrecision, nowNs);
        directory.servers().put(address, source);
        LOG.log(System.Logger.Level.INFO, "asking {0}", name(source));
    }

    private void stop(Directory directory, InetAddress address) {
        ServerSource source = directory.servers().remove(address);
        stopWaiting(source);
        LOG.log(System.Logger.Level.WARNING, "giving {0} up for another server of its name", name(source));
        perform(synchroniser.onLoss(sources(), clock.read(), clock.ledger()));
    }

    private void noticeJump() {
        switch (clock.jump()) {
            case NONE -> {}
            case LEAP -> forgetRequests();
            case FOREIGN -> startOver(clock.foreignStepNs());
        }
    }

    private void startOver(long stepNs) {
        foreignSteps++;
        LOG.log(
                System.Logger.Level.WARNING,
                "somebody else has set the clock by {0} s, or the machine was suspended; starting over",
                String.format(Locale.ROOT, "%+.6f", stepNs * 1e-9));
        clockStepped(stepNs);
        perform(synchroniser.discipline().clockSetByOther());
        long nowNs = clock.read().monotonicNs();
        sources().forEach(source -> source.association.restart(nowNs));
    }

    /** The times of a request that was under way when the clock jumped are of two scales. */
    private void forgetRequests() {
        for (ServerSource source : sources()) {
            stopWaiting(source);
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

    private static InetAddress address(ServerSource source) {
        return source.association.remote().getAddress();
    }

    private static String name(ServerSource source) {
        return source.parameters.host() + " (" + Addresses.text(source.association.remote()) + ")";
    }
}
