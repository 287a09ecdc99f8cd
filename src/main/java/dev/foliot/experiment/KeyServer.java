package dev.foliot.experiment;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.keyexchange.KeyExchangeClient;
import dev.foliot.keyexchange.KeyExchangeException;
import dev.foliot.keyexchange.KeyExchangeOrder;
import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeRequest;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key exchange server that is measured, whoever made it. Asked from any thread. */
final class KeyServer {
    /** So long may an exchange take: one of the servers takes its time. */
    private static final int PATIENCE_MS = 10_000;

    private final KeyExchangeClient client = new KeyExchangeClient(TlsLibrary.BOUNCY_CASTLE, PATIENCE_MS, PATIENCE_MS);
    private final KeyExchangeOrder order;

    /**
     * @param address in numbers, which its certificate is for
     * @param authority a PEM file
     */
    KeyServer(String address, Path authority, AeadAlgorithm algorithm) throws CertificateFileException {
        order = new KeyExchangeOrder(
                List.of(new InetSocketAddress(address, KeyExchangeOrder.PORT)),
                new CertificateCheck(Trust.ofFile(authority), PeerName.of(address), Optional.of(Instant.now())),
                KeRequest.ntpv4(List.of(algorithm)));
    }

    /** A full handshake, a request and its response. */
    KeyExchange exchange() throws KeyExchangeException {
        return client.exchange(order);
    }
}
