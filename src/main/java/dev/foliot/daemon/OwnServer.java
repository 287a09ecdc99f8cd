package dev.foliot.daemon;

import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration;
import dev.foliot.config.HostPort;
import dev.foliot.server.ListenParameters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps this machine's own server out of the sources, as far as its addresses are known at the start. What they do not
 * tell, a {@link dev.foliot.wire.ServerMark} does, reply by reply.
 */
public final class OwnServer {
    private final List<InetSocketAddress> listen;
    private final Set<InetAddress> own;

    private OwnServer(List<InetSocketAddress> listen, Set<InetAddress> own) {
        this.listen = listen;
        this.own = own;
    }

    /**
     * A configuration whose pools ignore the addresses that are served.
     *
     * @param own this machine's addresses
     * @throws IllegalArgumentException when a source is such an address itself
     */
    public static Configuration leftOut(Configuration configuration, Set<InetAddress> own) {
        List<InetSocketAddress> listen = configuration.server().listen().stream()
                .map(ListenParameters::address)
                .toList();
        if (listen.isEmpty()) {
            return configuration;
        }
        OwnServer server = new OwnServer(listen, own);
        return configuration.withSources(
                configuration.sources().stream().map(server::leftOut).toList());
    }

    private SourceParameters leftOut(SourceParameters source) {
        HostPort.literal(source.host()).ifPresent(address -> refuse(source, address));
        if (source.mode() == SourceParameters.Mode.SERVER) {
            return source;
        }
        Set<InetAddress> ignore = new HashSet<>(source.ignore());
        own.stream().filter(address -> serves(address, source.port())).forEach(ignore::add);
        return source.ignoring(ignore);
    }

    private void refuse(SourceParameters source, InetAddress address) {
        boolean here = own.contains(address) || address.isLoopbackAddress() || address.isAnyLocalAddress();
        if (here && serves(address, source.port())) {
            throw new IllegalArgumentException("the source " + source.host() + " is this machine, which serves port "
                    + source.port() + " there: it would follow itself");
        }
    }

    private boolean serves(InetAddress address, int port) {
        return listen.stream()
                .anyMatch(at -> at.getPort() == port
                        && at.getAddress().getClass() == address.getClass()
                        && (at.getAddress().isAnyLocalAddress()
                                || at.getAddress().equals(address)));
    }
}
