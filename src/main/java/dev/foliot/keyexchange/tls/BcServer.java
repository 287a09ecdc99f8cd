package dev.foliot.keyexchange.tls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.KeyShareEntry;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;

/** What a server offers and accepts: what is fast comes first. It knows no tickets, so no connection is resumed. */
final class BcServer extends DefaultTlsServer {
    static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_CHACHA20_POLY1305_SHA256
    };

    private final BcAcceptor acceptor;
    private final BcSecrets secrets;
    private boolean x25519AtHand;

    BcServer(BcAcceptor acceptor, BcSecrets secrets) {
        super(acceptor.crypto());
        this.acceptor = acceptor;
        this.secrets = secrets;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CIPHER_SUITES.clone();
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    public int[] getSupportedGroups() {
        return new int[] {NamedGroup.x25519, NamedGroup.secp256r1};
    }

    /** The client's order otherwise: it has sent a share of its first group, most likely, which saves a round trip. */
    @Override
    public boolean preferLocalSupportedGroups() {
        return x25519AtHand;
    }

    @Override
    protected Vector<ProtocolName> getProtocolNames() {
        return new Vector<>(List.of(BcSecrets.PROTOCOL));
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        if (clientProtocolNames == null) {
            throw new TlsFatalAlert(AlertDescription.no_application_protocol);
        }
        x25519AtHand = hasShare(TlsExtensionsUtils.getKeyShareClientHello(extensions), NamedGroup.x25519);
    }

    private static boolean hasShare(Vector<?> shares, int group) {
        return shares != null && shares.stream().anyMatch(share -> ((KeyShareEntry) share).getNamedGroup() == group);
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        if (!TlsUtils.containsSignatureAlgorithm(
                context.getSecurityParametersHandshake().getClientSigAlgs(), acceptor.algorithm())) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        return acceptor.credentials(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        secrets.take(context);
    }
}
