package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.nts.ke.KeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Servers on loopback, and clients for them. */
final class TestExchanges {
    static final Signer ROOT = TestCertificates.authority("root");
    static final Signer SERVER = TestCertificates.server(ROOT, "localhost", "127.0.0.1", "::1");
    static final ServerLimits NO_LIMITS = new ServerLimits(5000, 512, 512, 1, 0);
    static final TlsLibrary LIBRARY = TlsLibrary.BOUNCY_CASTLE;

    private static final MasterKey KEY = new MasterKey(7, new byte[MasterKey.LENGTH], 0);
    static final MasterKeys KEYS = new MasterKeys(List.of(KEY), KEY);

    private TestExchanges() {}

    static IdentityFiles files(Path directory, Signer signer) throws IOException, GeneralSecurityException {
        return new IdentityFiles(
                TestCertificates.write(directory.resolve("chain.pem"), signer.chain()),
                TestCertificates.write(
                        directory.resolve("key.pem"), signer.keys().getPrivate()));
    }

    static KeyExchangeServer server(Path directory, Signer signer, ServerLimits limits) throws Exception {
        return server(LIBRARY, directory, signer, limits, loopback("127.0.0.1"));
    }

    static KeyExchangeServer server(
            TlsLibrary library, Path directory, Signer signer, ServerLimits limits, InetSocketAddress listen)
            throws Exception {
        return server(library, files(directory, signer), limits, List.of(listen));
    }

    static KeyExchangeServer server(Path directory, List<InetSocketAddress> listen) throws Exception {
        return server(LIBRARY, files(directory, SERVER), NO_LIMITS, listen);
    }

    private static KeyExchangeServer server(
            TlsLibrary library, IdentityFiles files, ServerLimits limits, List<InetSocketAddress> listen)
            throws Exception {
        return server(library, files, limits, listen, KEYS);
    }

    static KeyExchangeServer server(
            TlsLibrary library,
            IdentityFiles files,
            ServerLimits limits,
            List<InetSocketAddress> listen,
            MasterKeys keys)
            throws Exception {
        KeServer answers = new KeServer(EnumSet.allOf(AeadAlgorithm.class), Optional.empty(), 123);
        return KeyExchangeServer.start(library, Listeners.open(listen), limits, files, answers, () -> keys, () -> {});
    }

    static InetSocketAddress loopback(String address) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), 0);
    }

    static Trust trust(Signer authority) {
        return new Trust.Authorities(Set.of(new TrustAnchor(authority.certificate(), null)));
    }

    static CertificateCheck check(String name) {
        return check(name, Optional.of(TestCertificates.NOW));
    }

    static CertificateCheck check(String name, Optional<Instant> at) {
        return new CertificateCheck(trust(ROOT), PeerName.of(name), at);
    }

    static KeyExchangeOrder order(InetSocketAddress address, CertificateCheck check) {
        return new KeyExchangeOrder(List.of(address), check, KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256)));
    }

    static KeyExchange exchange(InetSocketAddress address, CertificateCheck check) throws KeyExchangeException {
        return exchange(LIBRARY, address, check);
    }

    static KeyExchange exchange(TlsLibrary library, InetSocketAddress address, CertificateCheck check)
            throws KeyExchangeException {
        return new KeyExchangeClient(library, 10_000, 10_000).exchange(order(address, check));
    }

    /** Waits for what another thread does. */
    static void await(BooleanSupplier happened) throws InterruptedException {
        for (int i = 0; i < 2000 && !happened.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        if (!happened.getAsBoolean()) {
            throw new AssertionError("did not happen in 10 s");
        }
    }
}
