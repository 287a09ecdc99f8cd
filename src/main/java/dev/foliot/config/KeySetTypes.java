package dev.foliot.config;

import dev.foliot.keyset.EtcdParameters;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of values that only the keys of cookies have. */
final class KeySetTypes {
    /** Where an etcd answers. */
    static final ValueType<List<URI>> ENDPOINTS =
            new ValueType<>("array of URLs", KeySetTypes::endpoints, endpoints -> "[]");

    private KeySetTypes() {}

    private static List<URI> endpoints(Node node, Problems problems) {
        if (!(node instanceof Node.Array array)) {
            throw ValueType.mismatch("an array of URLs such as \"https://etcd1.example.net:2379\"", node);
        }
        int count = array.items().size();
        if (count == 0 || count > EtcdParameters.MOST_ENDPOINTS) {
            throw new IllegalArgumentException(count + " addresses, not 1 to " + EtcdParameters.MOST_ENDPOINTS);
        }
        List<URI> endpoints = new ArrayList<>();
        for (Node item : array.items()) {
            try {
                endpoints.add(endpoint(item));
            } catch (IllegalArgumentException e) {
                problems.error(item.position(), "endpoints: " + e.getMessage());
            }
        }
        return endpoints;
    }

    private static URI endpoint(Node node) {
        String expected = "a URL such as \"https://etcd1.example.net:2379\"";
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            throw ValueType.mismatch(expected, node);
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw ValueType.mismatch(expected, node);
        }
        boolean bare = url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null
                && url.getPath().matches("/?");
        if (!bare || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
            throw ValueType.mismatch(expected + " and nothing after it", node);
        }
        if (url.getScheme().equals("http") && !isHere(url.getHost())) {
            throw new IllegalArgumentException("\"" + text
                    + "\" would show the keys to whoever listens on the way: only https leaves this machine");
        }
        return url;
    }

    private static boolean isHere(String host) {
        Optional<InetAddress> address = HostPort.literal(host.replaceAll("[\\[\\]]", ""));
        return host.equals("localhost")
                || address.map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
