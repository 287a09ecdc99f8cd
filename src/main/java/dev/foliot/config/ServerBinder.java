package dev.foliot.config;

import dev.foliot.server.AccessRules;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Refusal;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is served, from the sections that say so; the part of {@link ConfigurationBinder} for servers. */
final class ServerBinder {
    private final Section main;
    private final Problems problems;
    private final Map<String, Place> places = new LinkedHashMap<>();
    /** Several lists may name the same file. */
    private final Map<Path, List<Subnet>> files = new HashMap<>();

    /** Where a server is to listen. */
    private record Place(InetSocketAddress address, Position at) {
        /** Whether the system takes the one for a part of the other. */
        boolean overlaps(Place other) {
            InetAddress one = address.getAddress();
            InetAddress another = other.address.getAddress();
            return address.getPort() == other.address.getPort()
                    && one.getClass() == another.getClass()
                    && one.isAnyLocalAddress() != another.isAnyLocalAddress();
        }
    }

    ServerBinder(Section main, Problems problems) {
        this.main = main;
        this.problems = problems;
    }

    /** Nothing if there is any error, all of which are reported then. */
    Optional<ServerParameters> bind() {
        List<ListenParameters> listen = new ArrayList<>();
        List<Section> servers = main.given(Schema.SERVERS).orElse(List.of());
        for (Section server : servers) {
            listen(server).ifPresent(listen::add);
        }
        Section serving = main.table(Schema.SERVING_TABLE);
        Optional<RateLimit> rateLimit = rateLimit(serving.table(Schema.RATE_LIMIT_TABLE));
        if (rateLimit.isEmpty()) {
            return Optional.empty();
        }
        if (servers.isEmpty() && main.mentions(Schema.SERVING_TABLE) && problems.everythingRead()) {
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
        Place place = new Place(address.get(), server.at(Schema.LISTEN));
        Place first = places.putIfAbsent(ListenParameters.place(address.get()), place);
        if (first != null) {
            problems.error(place.at, "listen: another [[server]] listens there already, at " + first.at);
            return Optional.empty();
        }
        Optional<Place> overlapping =
                places.values().stream().filter(place::overlaps).findFirst();
        if (overlapping.isPresent()) {
            problems.error(
                    place.at, "listen: all addresses and one of them cannot go together, at " + overlapping.get().at);
            return Optional.empty();
        }
        return server.build(() -> new ListenParameters(address.get(), access.get(), server.get(Schema.REQUIRE_NTS)));
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

    private Optional<List<Subnet>> filter(Section server, Key<Section> key, Section list, List<Subnet> withoutList) {
        if (!server.mentions(key)) {
            return Optional.of(withoutList);
        }
        Optional<Path> file = list.get(Schema.FILTER_FILE);
        if (file.isEmpty()) {
            return list.require(Schema.FILTER);
        }
        List<Subnet> all = new ArrayList<>(list.given(Schema.FILTER).orElse(List.of()));
        Position named = list.at(Schema.FILTER_FILE);
        all.addAll(files.computeIfAbsent(file.get(), path -> SubnetFile.read(path, named, problems)));
        return Optional.of(all);
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
