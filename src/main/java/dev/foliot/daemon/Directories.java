package dev.foliot.daemon;

import dev.foliot.association.DirectoryAction;
import dev.foliot.association.SourceDirectory;
import dev.foliot.association.SourceParameters;
import dev.foliot.platform.Resolver;
import dev.foliot.time.ClockReading;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configured sources, and the servers in use that were found under their names. What happens here may end the use
 * of a server; such methods return those servers, which have no place in {@link #sources} any more.
 */
final class Directories {
    private static final System.Logger LOG = System.getLogger(Directories.class.getName());

    private final Resolver resolver;
    private final KeyNegotiations keys;
    private final Servers servers;
    private final Observer observer;
    private final List<Directory> directories = new ArrayList<>();
    private final Set<String> unresolved = new LinkedHashSet<>();

    /**
     * The servers of one configured source.
     *
     * @param servers those in use, by the address that was found under its name
     * @param keyed those that keys are agreed on with, before they come into use and while they are; by the same address
     */
    private record Directory(
            SourceDirectory directory, Map<InetAddress, ServerSource> servers, Map<InetAddress, KeyedServer> keyed) {
        SourceParameters parameters() {
            return directory.parameters();
        }
    }

    /** Makes what is needed to use a server. */
    interface Servers {
        ServerSource start(SourceParameters parameters, InetSocketAddress remote, long monotonicNs);

        ServerSource start(KeyedServer server, InetSocketAddress remote, long monotonicNs);
    }

    Directories(
            Resolver resolver,
            KeyNegotiations keys,
            Servers servers,
            List<SourceParameters> sources,
            long monotonicNs,
            Observer observer) {
        this.resolver = resolver;
        this.keys = keys;
        this.servers = servers;
        this.observer = observer;
        for (SourceParameters parameters : sources) {
            directories.add(new Directory(
                    new SourceDirectory(parameters, monotonicNs), new LinkedHashMap<>(), new LinkedHashMap<>()));
        }
    }

    /** Whether no name is configured. */
    boolean isEmpty() {
        return directories.isEmpty();
    }

    /** Every server in use, in the order of the configuration. */
    List<ServerSource> sources() {
        List<ServerSource> sources = new ArrayList<>();
        for (Directory directory : directories) {
            sources.addAll(directory.servers().values());
        }
        return sources;
    }

    /** The servers that are not in use because no keys have been agreed on with them. */
    List<KeyedServer> withoutKeys() {
        return directories.stream()
                .flatMap(directory -> directory.keyed().values().stream())
                .filter(server -> !server.keyed())
                .toList();
    }

    /**
     * How many authenticated servers there are to be that have a say. A name that stands for fewer than are wanted has no
     * more.
     */
    int authenticated() {
        return directories.stream()
                .filter(d ->
                        d.parameters().mode().nts() && !d.parameters().options().noselect())
                .mapToInt(d -> d.directory().expected())
                .sum();
    }

    /** The configured names that do not resolve. */
    Set<String> unresolved() {
        return unresolved;
    }

    /** When {@link #onDeadline} wants to be called, on the monotonic scale. */
    long deadlineNs() {
        long deadlineNs = Long.MAX_VALUE;
        for (Directory directory : directories) {
            deadlineNs = Math.min(deadlineNs, directory.directory().deadlineNs());
            for (KeyedServer server : directory.keyed().values()) {
                deadlineNs = Math.min(deadlineNs, server.schedule.deadlineNs());
            }
        }
        return deadlineNs;
    }

    /** Asks for names and keys, and looks for others in place of servers that are dead. */
    List<ServerSource> onDeadline(ClockReading now) {
        List<ServerSource> ended = new ArrayList<>();
        for (Directory directory : directories) {
            for (InetAddress address : dead(directory, now.monotonicNs())) {
                ended.addAll(perform(directory, directory.directory().onDead(address, now.monotonicNs()), now));
            }
            ended.addAll(perform(directory, directory.directory().onDeadline(now.monotonicNs()), now));
            directory.keyed().values().forEach(server -> keys.onDeadline(server, now));
        }
        return ended;
    }

    /** Those that do not answer any more, and those that no keys can be agreed on with. */
    private static List<InetAddress> dead(Directory directory, long monotonicNs) {
        List<InetAddress> dead = new ArrayList<>();
        directory.servers().forEach((address, source) -> {
            source.nts.ifPresent(server -> server.watch(source, monotonicNs));
            if (source.dead()) {
                dead.add(address);
            }
        });
        directory.keyed().forEach((address, server) -> {
            if (server.failing()) {
                dead.add(address);
            }
        });
        return dead;
    }

    /** Takes the addresses that have been found for a name. */
    List<ServerSource> onAnswer(Resolver.Answer answer, ClockReading now) {
        observer.resolved(answer);
        if (!answer.addresses().isEmpty()) {
            unresolved.remove(answer.name());
        } else if (unresolved.add(answer.name())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} does not resolve; it is looked up again and again",
                    answer.name());
        }
        List<ServerSource> ended = new ArrayList<>();
        for (Directory directory : directories) {
            if (directory.parameters().host().equals(answer.name())) {
                List<InetAddress> addresses = notUsedElsewhere(directory, answer);
                ended.addAll(perform(directory, directory.directory().onAnswer(addresses, now.monotonicNs()), now));
            }
        }
        return ended;
    }

    /** Takes the keys that have been agreed on. */
    List<ServerSource> onKeys(ClockReading now) {
        List<ServerSource> ended = new ArrayList<>();
        for (KeyNegotiations.Agreement agreement : keys.agreements(now)) {
            Optional<Directory> directory = directories.stream()
                    .filter(d -> d.keyed().containsValue(agreement.server()))
                    .findFirst();
            if (directory.isEmpty()) {
                keys.unwanted(agreement, now);
            } else if (usedElsewhere(agreement)) {
                keys.useless(agreement, "its NTP server is that of another source", now);
            } else {
                keys.accepted(agreement, now);
                ended.addAll(use(directory.get(), agreement, now));
            }
        }
        return ended;
    }

    /**
     * Puts a server that has keys to use. What is known of it goes on to be, when it has new keys and is still the same.
     */
    private List<ServerSource> use(Directory directory, KeyNegotiations.Agreement agreement, ClockReading now) {
        KeyedServer server = agreement.server();
        InetSocketAddress remote = agreement.session().server();
        ServerSource before = directory.servers().get(server.address.getAddress());
        if (before != null && before.association.remote().equals(remote)) {
            before.association.keysChanged();
            if (before.association.reach() == 0) {
                // The burst of the start may have gone to keys that were of no use.
                before.association.beginAnew(now.monotonicNs());
            }
            return List.of();
        }
        start(directory, server.address.getAddress(), servers.start(server, remote, now.monotonicNs()));
        if (before == null) {
            return List.of();
        }
        observer.stopped(before.server);
        return List.of(before);
    }

    /**
     * The time of day has become known: servers whose certificates are not valid then are not believed any more, and have
     * to show others.
     */
    List<ServerSource> onTimeKnown(ClockReading now) {
        List<ServerSource> ended = new ArrayList<>();
        for (Directory directory : directories) {
            for (KeyedServer server : directory.keyed().values()) {
                boolean valid = server.certificates()
                        .map(certificates -> certificates.contains(now.utcNs()))
                        .orElse(true);
                if (!valid) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}: its certificate is not valid at the time that it is now; not believing it any more",
                            server.name());
                    server.drop("its certificate was not valid", now.monotonicNs());
                    ServerSource source = directory.servers().remove(server.address.getAddress());
                    if (source != null) {
                        observer.stopped(source.server);
                        ended.add(source);
                    }
                }
            }
        }
        return ended;
    }

    /** Whether the NTP server that was agreed on is in use under another name: nobody has two votes. */
    private boolean usedElsewhere(KeyNegotiations.Agreement agreement) {
        return sources().stream()
                .filter(source -> source.nts.isPresent() && source.nts.get() != agreement.server())
                .anyMatch(source ->
                        source.association.remote().equals(agreement.session().server()));
    }

    /** The addresses without those of servers that are in use under another name: nobody has two votes. */
    private List<InetAddress> notUsedElsewhere(Directory directory, Resolver.Answer answer) {
        int port = directory.parameters().port();
        Set<InetSocketAddress> elsewhere = directories.stream()
                .filter(other -> other.directory() != directory.directory())
                .flatMap(other -> other.servers().values().stream())
                .map(source -> source.association.remote())
                .collect(Collectors.toSet());
        return answer.addresses().stream()
                .filter(address -> !elsewhere.contains(new InetSocketAddress(address, port)))
                .toList();
    }

    private List<ServerSource> perform(Directory directory, List<DirectoryAction> actions, ClockReading now) {
        List<ServerSource> ended = new ArrayList<>();
        for (DirectoryAction action : actions) {
            if (action instanceof DirectoryAction.Resolve resolve) {
                resolver.resolve(resolve.host());
            } else if (action instanceof DirectoryAction.Start start) {
                start(directory, start.address(), now.monotonicNs());
            } else if (action instanceof DirectoryAction.Stop stop) {
                stop(directory, stop.address()).ifPresent(ended::add);
            }
        }
        return ended;
    }

    private Optional<ServerSource> stop(Directory directory, InetAddress address) {
        KeyedServer server = directory.keyed().remove(address);
        ServerSource source = directory.servers().remove(address);
        LOG.log(
                System.Logger.Level.WARNING,
                "giving {0} up for another server of its name",
                source != null ? source.name() : server.name());
        if (server != null) {
            server.forget();
        }
        if (source != null) {
            observer.stopped(source.server);
        }
        return Optional.ofNullable(source);
    }

    private void start(Directory directory, InetAddress address, long monotonicNs) {
        SourceParameters parameters = directory.parameters();
        if (parameters.mode().nts()) {
            directory.keyed().put(address, keys.server(parameters, address, monotonicNs));
        } else {
            InetSocketAddress remote = new InetSocketAddress(address, parameters.port());
            start(directory, address, servers.start(parameters, remote, monotonicNs));
        }
    }

    private void start(Directory directory, InetAddress address, ServerSource source) {
        directory.servers().put(address, source);
        observer.started(source.server);
        LOG.log(System.Logger.Level.INFO, "asking {0}", source.name());
    }
}
