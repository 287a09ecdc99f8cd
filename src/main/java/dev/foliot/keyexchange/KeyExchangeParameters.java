package dev.foliot.keyexchange;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key exchange server, as configured.
 *
 * @param listen may be the wildcard of its family: all addresses of the machine
 * @param certificateChain a PEM file: the server's certificate, and those up to a root that clients know
 * @param privateKey a PEM file
 * @param limits what clients may cost it
 * @param ntpServer where clients find the NTP server: a name or an address; empty: at this one's address
 * @param ntpPort its port
 */
public record KeyExchangeParameters(
        InetSocketAddress listen,
        Path certificateChain,
        Path privateKey,
        ServerLimits limits,
        Optional<String> ntpServer,
        int ntpPort) {
    /** Where clients ask when nothing else is said (RFC 8915, section 7.1). */
    public static final int DEFAULT_PORT = 4460;

    public KeyExchangeParameters {
        if (listen.getAddress().isMulticastAddress()) {
            throw new IllegalArgumentException("nobody can connect to a multicast address: " + listen);
        }
        if (ntpPort < 1 || ntpPort > 0xffff) {
            throw new IllegalArgumentException("ntp-port " + ntpPort + " is outside 1 to 65535");
        }
    }

    /** The same, elsewhere. */
    public KeyExchangeParameters listeningAt(InetSocketAddress address) {
        return new KeyExchangeParameters(address, certificateChain, privateKey, limits, ntpServer, ntpPort);
    }
}
