package dev.foliot.config;

import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.ServerLimits;
import dev.foliot.server.ListenParameters;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Key exchange servers, from the sections that say of them; a part of {@link ConfigurationBinder}. */
final class KeyExchangeBinder {
    private final Section main;
    private final Problems problems;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** A server, and where it is written that it listens. */
    private record Place(KeyExchangeParameters server, Position at) {
        /** Whether the system gives only one of them its address. The same address has been refused before. */
        boolean collides(Place other) {
            InetSocketAddress one = server.listen();
            InetSocketAddress another = other.server.listen();
            boolean all = one.getAddress().isAnyLocalAddress();
            boolean others = another.getAddress().isAnyLocalAddress();
            if (one.getPort() != another.getPort() || !all && !others) {
                return false;
            }
            if (all && others) {
                // Of both families. The daemon makes them one, if it can.
                return !server.listeningAt(another).equals(other.server);
            }
            InetAddress wide = (all ? one : another).getAddress();
            InetAddress narrow = (all ? another : one).getAddress();
            // TCP's socket for all addresses of IPv6 takes IPv4's as well.
            return wide instanceof Inet6Address || narrow instanceof Inet4Address;
        }
    }

    KeyExchangeBinder(Section main, Problems problems) {
        this.main = main;
        this.problems = problems;
    }

    /** @param served where this machine serves the time */
    List<KeyExchangeParameters> bind(List<ListenParameters> served) {
        List<KeyExchangeParameters> servers = new ArrayList<>();
        for (Section section : main.given(Schema.NTS_KE_SERVERS).orElse(List.of())) {
            server(section, served).ifPresent(servers::add);
        }
        return servers;
    }

    private Optional<KeyExchangeParameters> server(Section section, List<ListenParameters> served) {
        Optional<InetSocketAddress> listen = section.require(Schema.NTS_KE_LISTEN);
        Optional<Path> chain = section.require(Schema.SERVER_CERTIFICATE).flatMap(path -> path);
        Optional<Path> key = section.require(Schema.SERVER_KEY).flatMap(path -> path);
        if (listen.isEmpty() || chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> elsewhere = section.given(Schema.NTP_SERVER);
        if (elsewhere.isEmpty() && problems.everythingRead()) {
            warnOfClientsInVain(section, listen.get(), served);
        }
        return section.build(() -> new KeyExchangeParameters(
                        listen.get(), chain.get(), key.get(), limits(section), elsewhere, ntpPort(section, served)))
                .filter(server -> hasPlace(new Place(server, section.at(Schema.NTS_KE_LISTEN))));
    }

    /** Whether it can listen beside those before it; said so if not. */
    private boolean hasPlace(Place place) {
        Place first = places.putIfAbsent(ListenParameters.place(place.server().listen()), place);
        if (first != null) {
            problems.error(place.at, "listen: another [[nts-ke-server]] listens there already, at " + first.at);
            return false;
        }
        Optional<Place> other = places.values().stream().filter(place::collides).findFirst();
        other.ifPresent(found -> problems.error(place.at, refusal(place, found)));
        return other.isEmpty();
    }

    private static String refusal(Place place, Place other) {
        boolean bothAll = place.server.listen().getAddress().isAnyLocalAddress()
                && other.server.listen().getAddress().isAnyLocalAddress();
        return bothAll
                ? "listen: all addresses of IPv6 are those of IPv4 as well, so both servers must be the same but for"
                        + " them, at " + other.at
                : "listen: all addresses and one of them cannot go together, at " + other.at;
    }

    private void warnOfClientsInVain(Section section, InetSocketAddress listen, List<ListenParameters> served) {
        if (served.isEmpty()) {
            problems.warning(
                    section.position(),
                    "[[nts-ke-server]] without a [[server]] and without ntp-server: its clients will ask this machine in vain");
        } else if (!section.mentions(Schema.NTP_PORT)) {
            int port = ntpPort(section, served);
            if (served.stream().noneMatch(time -> isFound(time.address(), listen, port))) {
                problems.warning(
                        section.at(Schema.NTS_KE_LISTEN),
                        "listen: clients will ask for the time at this address and port " + port
                                + ", where no [[server]] listens; ntp-server says where else they should");
            }
        }
    }

    /** Whether a client that was sent back to where it got its keys, but for the port, finds a server of time there. */
    private static boolean isFound(InetSocketAddress time, InetSocketAddress keys, int port) {
        InetAddress there = time.getAddress();
        InetAddress asked = keys.getAddress();
        boolean dual = asked.isAnyLocalAddress() && asked instanceof Inet6Address;
        boolean sameFamily = there.getClass() == asked.getClass();
        boolean all = there.isAnyLocalAddress() || asked.isAnyLocalAddress();
        return time.getPort() == port && (dual || sameFamily && all || there.equals(asked));
    }

    private static ServerLimits limits(Section section) {
        int concurrent = section.get(Schema.CONCURRENT_CONNECTIONS);
        ServerLimits usual = ServerLimits.DEFAULT;
        int share = Math.max(1, (int) ((long) concurrent * usual.perNetwork() / usual.concurrent()));
        Section rate = section.table(Schema.EXCHANGE_RATE_LIMIT_TABLE);
        int intervalMs = (int) Math.round(rate.get(Schema.EXCHANGE_INTERVAL) * 1e3);
        return new ServerLimits(
                section.get(Schema.KEY_EXCHANGE_TIMEOUT),
                concurrent,
                share,
                rate.get(Schema.EXCHANGE_BURST),
                intervalMs);
    }

    /** Where a server listens at one port that is not NTP's, clients must be told; they would not find it. */
    private static int ntpPort(Section section, List<ListenParameters> served) {
        List<Integer> ports =
                served.stream().map(each -> each.address().getPort()).distinct().toList();
        boolean other = section.given(Schema.NTP_SERVER).isEmpty() && ports.size() == 1;
        return section.given(Schema.NTP_PORT).orElse(other ? ports.get(0) : ListenParameters.DEFAULT_PORT);
    }
}
