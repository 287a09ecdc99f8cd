package dev.foliot.keyexchange.tls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsHash;
import org.bouncycastle.tls.crypto.TlsSecret;

/**
 * The exporter of one connection (RFC 8446, section 7.5). The library exports only until the handshake is complete, and
 * which keys are needed is known when the client has said what it wants, after that: so the secret is kept.
 */
final class BcSecrets {
    static final ProtocolName PROTOCOL = ProtocolName.asUtf8Encoding(TlsEngine.PROTOCOL);

    private TlsContext context;
    private TlsSecret exporterMaster;
    private int hash;

    /** To be called when the handshake is complete. Refuses a connection that is for another protocol, or for none. */
    void take(TlsContext from) throws IOException {
        SecurityParameters parameters = from.getSecurityParametersConnection();
        if (!PROTOCOL.equals(parameters.getApplicationProtocol())) {
            throw new TlsFatalAlert(AlertDescription.no_application_protocol);
        }
        context = from;
        hash = parameters.getPRFCryptoHashAlgorithm();
        exporterMaster = from.getCrypto().adoptSecret(parameters.getExporterMasterSecret());
    }

    byte[] export(String label, byte[] exporterContext, int length) {
        if (exporterMaster == null) {
            throw new IllegalStateException("the connection is not open");
        }
        return export(context.getCrypto(), hash, exporterMaster, label, exporterContext, length);
    }

    /** The secret stays as it is. */
    static byte[] export(
            TlsCrypto crypto, int hash, TlsSecret master, String label, byte[] exporterContext, int length) {
        try {
            TlsHash digest = crypto.createHash(hash);
            byte[] ofNothing = digest.calculateHash();
            digest.update(exporterContext, 0, exporterContext.length);
            byte[] ofContext = digest.calculateHash();
            TlsSecret secret = TlsCryptoUtils.hkdfExpandLabel(master, hash, label, ofNothing, ofNothing.length);
            byte[] keys = TlsCryptoUtils.hkdfExpandLabel(secret, hash, "exporter", ofContext, length)
                    .extract();
            secret.destroy();
            return keys;
        } catch (IOException e) {
            throw new IllegalStateException(e); // only for a label or a length that TLS cannot express
        }
    }

    void destroy() {
        if (exporterMaster != null) {
            exporterMaster.destroy();
            exporterMaster = null;
        }
    }
}
