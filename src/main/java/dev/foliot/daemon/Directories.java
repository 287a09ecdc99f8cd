package dev.foliot.daemon;

import dev.foliot.association.DirectoryAction;
import dev.foliot.association.SourceDirectory;
import dev.foliot.association.SourceParameters;
import dev.foliot.platform.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configured sources, and the servers in use that were found under their names. What happens here may end the use
 * of a server; such methods return those servers, which have no place in {@link #sources} any more.
 */
final class Directories {
    private static final System.Logger LOG = System.getLogger(Directories.class.getName());

    private final Resolver resolver;
    private final Servers servers;
    private final Observer observer;
    private final List<Directory> directories = new ArrayList<>();
    private final Set<String> unresolved = new LinkedHashSet<>();

    /** The servers in use of one configured source. */
    private record Directory(SourceDirectory directory, Map<InetAddress, ServerSource> servers) {}

    /** Makes what is needed to use a server. */
    @FunctionalInterface
    interface Servers {
        ServerSource start(SourceParameters parameters, InetSocketAddress remote, long monotonicNs);
    }

    Directories(
            Resolver resolver, Servers servers, List<SourceParameters> sources, long monotonicNs, Observer observer) {
        this.resolver = resolver;
        this.servers = servers;
        this.observer = observer;
        for (SourceParameters parameters : sources) {
            directories.add(new Directory(new SourceDirectory(parameters, monotonicNs), new LinkedHashMap<>()));
        }
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

    /** When {@link #onDeadline} wants to be called, on the monotonic scale. */
    long deadlineNs() {
        long deadlineNs = Long.MAX_VALUE;
        for (Directory directory : directories) {
            deadlineNs = Math.min(deadlineNs, directory.directory().deadlineNs());
        }
        return deadlineNs;
    }

    /** Asks for names, and looks for others in place of servers that are dead. */
    List<ServerSource> onDeadline(long monotonicNs) {
        List<ServerSource> ended = new ArrayList<>();
        for (Directory directory : directories) {
            for (ServerSource source : List.copyOf(directory.servers().values())) {
                if (source.dead()) {
                    ended.addAll(perform(
                            directory, directory.directory().onDead(source.address(), monotonicNs), monotonicNs));
                }
            }
            ended.addAll(perform(directory, directory.directory().onDeadline(monotonicNs), monotonicNs));
        }
        return ended;
    }

    /** Takes the addresses that have been found for a name. */
    List<ServerSource> onAnswer(Resolver.Answer answer, long monotonicNs) {
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
            if (directory.directory().parameters().host().equals(answer.name())) {
                List<InetAddress> addresses = notUsedElsewhere(directory, answer);
                ended.addAll(perform(directory, directory.directory().onAnswer(addresses, monotonicNs), monotonicNs));
            }
        }
        return ended;
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

    private List<ServerSource> perform(Directory directory, List<DirectoryAction> actions, long monotonicNs) {
        List<ServerSource> ended = new ArrayList<>();
        for (DirectoryAction action : actions) {
            if (action instanceof DirectoryAction.Resolve resolve) {
                resolver.resolve(resolve.host());
            } else if (action instanceof DirectoryAction.Start start) {
                start(directory, start.address(), monotonicNs);
            } else if (action instanceof DirectoryAction.Stop stop) {
                ServerSource source = directory.servers().remove(stop.address());
                LOG.log(System.Logger.Level.WARNING, "giving {0} up for another server of its name", source.name());
                observer.stopped(source.server);
                ended.add(source);
            }
        }
        return ended;
    }

    private void start(Directory directory, InetAddress address, long monotonicNs) {
        SourceParameters parameters = directory.directory().parameters();
        InetSocketAddress remote = new InetSocketAddress(address, parameters.port());
        ServerSource source = servers.start(parameters, remote, monotonicNs);
        directory.servers().put(address, source);
        observer.started(source.server);
        LOG.log(System.Logger.Level.INFO, "asking {0}", source.name());
    }
}
