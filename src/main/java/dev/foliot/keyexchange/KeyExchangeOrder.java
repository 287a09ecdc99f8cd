package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.nts.ke.KeRequest;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a client wants of one key exchange.
 *
 * @param addresses where the server is, tried in this order; at least one
 * @param check which server it has to be; its name is sent to the server, too
 * @param request what it is asked for
 */
public record KeyExchangeOrder(List<InetSocketAddress> addresses, CertificateCheck check, KeRequest request) {
    /** The port that key exchange servers listen on (RFC 8915, section 7.1). */
    public static final int PORT = 4460;

    public KeyExchangeOrder {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a key exchange needs an address");
        }
    }
}
