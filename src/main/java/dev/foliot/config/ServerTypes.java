package dev.foliot.config;

import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.server.AddressBits;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.Refusal;
import dev.foliot.server.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of values that only servers have. */
final class ServerTypes {
    private static final String SUBNET_FORM = "a subnet such as \"192.0.2.0/24\" or \"2001:db8::/32\"";

    /** An address that one can listen at: no name, which might be several or change. */
    static final ValueType<InetSocketAddress> LISTEN = listen(ListenParameters.DEFAULT_PORT);

    static final ValueType<InetSocketAddress> NTS_KE_LISTEN = listen(KeyExchangeParameters.DEFAULT_PORT);

    /** What clients are told of an NTP server elsewhere. */
    static final ValueType<String> NTP_SERVER =
            new ValueType<>("string", (node, problems) -> ntpServer(node), server -> '"' + server + '"');

    /** Blocks of addresses, {@code address/bits} each, or an address alone. */
    static final ValueType<List<Subnet>> SUBNETS =
            new ValueType<>("array of subnets", ServerTypes::subnets, subnets -> "[]");

    /** What requests get that NTS does not protect: the time (false), nothing (true or "ignore"), or a refusal. */
    static final ValueType<Optional<Refusal>> REQUIRE_NTS = new ValueType<>(
            "boolean or string",
            (node, problems) -> requireNts(node),
            refusal -> refusal.map(r -> '"' + r.name().toLowerCase(Locale.ROOT) + '"')
                    .orElse("false"));

    private ServerTypes() {}

    private static Optional<Refusal> requireNts(Node node) {
        Object value = node instanceof Node.Scalar scalar ? scalar.value() : null;
        if (Boolean.FALSE.equals(value)) {
            return Optional.empty();
        }
        if (Boolean.TRUE.equals(value) || "ignore".equals(value)) {
            return Optional.of(Refusal.IGNORE);
        }
        if ("deny".equals(value)) {
            return Optional.of(Refusal.DENY);
        }
        throw ValueType.mismatch("false, true, \"ignore\" or \"deny\"", node);
    }

    private static ValueType<InetSocketAddress> listen(int defaultPort) {
        return new ValueType<>(
                "string", (node, problems) -> listen(node, defaultPort), address -> '"' + address.toString() + '"');
    }

    private static String ntpServer(Node node) {
        Object value = node instanceof Node.Scalar scalar ? scalar.value() : null;
        if (value instanceof String text && KeServer.isServer(text)) {
            return text;
        }
        throw ValueType.mismatch("a host name or an IP address", node);
    }

    private static InetSocketAddress listen(Node node, int defaultPort) {
        String expected = "an IP address, with a port if it is not " + defaultPort;
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            throw ValueType.mismatch(expected, node);
        }
        HostPort parsed = HostPort.parse(text, defaultPort);
        InetAddress address = HostPort.local(parsed.host()).orElseThrow(() -> ValueType.mismatch(expected, node));
        if (!ListenParameters.canAnswer(address)) {
            throw new IllegalArgumentException(
                    "no reply can come from a broadcast or multicast address, " + address.getHostAddress());
        }
        return new InetSocketAddress(address, parsed.port());
    }

    private static List<Subnet> subnets(Node node, Problems problems) {
        if (!(node instanceof Node.Array array)) {
            throw ValueType.mismatch("an array of subnets such as \"192.0.2.0/24\"", node);
        }
        List<Subnet> subnets = new ArrayList<>();
        for (Node item : array.items()) {
            try {
                subnets.add(subnet(item));
            } catch (IllegalArgumentException e) {
                problems.error(item.position(), e.getMessage());
            }
        }
        return subnets;
    }

    private static Subnet subnet(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            return subnet(text);
        }
        throw ValueType.mismatch(SUBNET_FORM, node);
    }

    /**
     * Reads one block.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static Subnet subnet(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = HostPort.literal(host).orElseThrow(() -> noSubnet(text));
        int longest = address.getAddress().length * Byte.SIZE;
        String length = slash < 0 ? String.valueOf(longest) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw noSubnet(text);
        }
        Subnet subnet = Subnet.of(address, Integer.parseInt(length));
        if (subnet.high() != AddressBits.high(address) || subnet.low() != AddressBits.low(address)) {
            String first = AddressBits.address(subnet.high(), subnet.low()).getHostAddress();
            throw new IllegalArgumentException(
                    "\"" + text + "\" has bits set behind its prefix; did you mean \"" + first + "/" + length + "\"?");
        }
        return subnet;
    }

    private static IllegalArgumentException noSubnet(String text) {
        return new IllegalArgumentException("expected " + SUBNET_FORM + ", found \"" + text + '"');
    }
}
