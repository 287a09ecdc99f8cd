package dev.foliot.config;

import dev.foliot.server.AccessRules;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Refusal;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.Subnet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is served, from the sections that say so; the part of {@link ConfigurationBinder} for servers. */
final class ServerBinder {
    private final Section main;
    private final Problems problems;
    private final Map<InetSocketAddress, Position> addresses = new HashMap<>();

    ServerBinder(Section main, Problems problems) {
        this.main = main;
        this.problems = problems;
    }

    /** Nothing if there is any error, all of which are reported then. */
    Optional<ServerParameters> bind() {
        List<ListenParameters> listen = new ArrayList<>();
        for (Section server : main.given(Schema.SERVERS).orElse(List.of())) {
            listen(server).ifPresent(listen::add);
        }
        Section serving = main.table(Schema.SERVING_TABLE);
        Optional<RateLimit> rateLimit = rateLimit(serving.table(Schema.RATE_LIMIT_TABLE));
        if (rateLimit.isEmpty()) {
            return Optional.empty();
        }
        if (listen.isEmpty() && main.mentions(Schema.SERVING_TABLE) && problems.everythingRead()) {
            problems.warning(serving.position(), "[serving] without a [[server]]: nothing is served");
        }
        return serving.build(() -> new ServerParameters(
                        listen,
                        rateLimit.get(),
                        serving.get(Schema.CLIENTS),
                        serving.get(Schema.INTERLEAVED),
                        ServerParameters.NONE.localStratum(),
                        serving.get(Schema.THREADS)))
                .flatMap(this::withLocalStratum);
    }

    private Optional<ListenParameters> listen(Section server) {
        Optional<InetSocketAddress> address = server.require(Schema.LISTEN);
        Optional<AccessRules> access = access(server);
        if (address.isEmpty() || access.isEmpty()) {
            return Optional.empty();
        }
        Position at = server.at(Schema.LISTEN);
        Position first = addresses.putIfAbsent(address.get(), at);
        if (first != null) {
            problems.error(at, "listen: another [[server]] listens there already, at " + first);
            return Optional.empty();
        }
        Optional<Position> overlapping = overlapping(address.get());
        if (overlapping.isPresent()) {
            problems.error(at, "listen: all addresses and one of them cannot go together, at " + overlapping.get());
            return Optional.empty();
        }
        return server.build(() -> new ListenParameters(address.get(), access.get(), server.get(Schema.REQUIRE_NTS)));
    }

    /** Where an address has been given of which the system takes this one for a part, or the reverse. */
    private Optional<Position> overlapping(InetSocketAddress address) {
        return addresses.entrySet().stream()
                .filter(other -> !other.getKey().equals(address) && overlap(other.getKey(), address))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && one.getAddress().getClass() == other.getAddress().getClass()
                && (one.getAddress().isAnyLocalAddress() || other.getAddress().isAnyLocalAddress());
    }

    private Optional<AccessRules> access(Section server) {
        Section allow = server.table(Schema.ALLOWLIST);
        Section deny = server.table(Schema.DENYLIST);
        Optional<List<Subnet>> allowed = filter(server, Schema.ALLOWLIST, allow, AccessRules.OPEN.allowed());
        Optional<List<Subnet>> denied = filter(server, Schema.DENYLIST, deny, List.of());
        if (allowed.isEmpty() || denied.isEmpty()) {
            return Optional.empty();
        }
        Refusal unlisted = allow.get(Schema.ACTION);
        return Optional.of(new AccessRules(allowed.get(), unlisted, denied.get(), deny.get(Schema.ACTION)));
    }

    private static Optional<List<Subnet>> filter(
            Section server, Key<Section> key, Section list, List<Subnet> withoutList) {
        return server.mentions(key) ? list.require(Schema.FILTER) : Optional.of(withoutList);
    }

    private static Optional<RateLimit> rateLimit(Section section) {
        return section.build(() -> new RateLimit(
                Math.round(section.get(Schema.LIMIT_INTERVAL) * 1e9),
                section.get(Schema.LIMIT_BURST),
                section.get(Schema.LIMIT_NETWORK_FACTOR),
                section.get(Schema.LIMIT_IPV4_PREFIX),
                section.get(Schema.LIMIT_IPV6_PREFIX),
                section.get(Schema.LIMIT_LEAK),
                section.get(Schema.LIMIT_KISS)));
    }

    private Optional<ServerParameters> withLocalStratum(ServerParameters server) {
        Section section = main.table(Schema.SYNCHRONIZATION_TABLE);
        return section.build(() -> server.withLocalStratum(section.get(Schema.LOCAL_STRATUM)));
    }
}
