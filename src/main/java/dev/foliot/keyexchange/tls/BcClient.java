package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.CertificateReader;
import dev.foliot.keyexchange.certificate.Distrust;
import dev.foliot.keyexchange.certificate.DistrustException;
import dev.foliot.keyexchange.certificate.PeerName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCertificate;

/** What a client offers and accepts. */
final class BcClient extends DefaultTlsClient {
    private final PeerName server;
    private final ChainCheck check;
    private final BcSecrets secrets;

    /** The server's certificates were refused, for the reason in the message. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(CertificateException cause) {
            super(cause.getMessage(), cause);
        }
    }

    BcClient(PeerName server, ChainCheck check, BcSecrets secrets) {
        super(new BcCrypto());
        this.server = server;
        this.check = check;
        this.secrets = secrets;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return BcServer.CIPHER_SUITES.clone();
    }

    @Override
    protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector roles) {
        return new Vector<>(List.of(NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1));
    }

    @Override
    protected Vector<ProtocolName> getProtocolNames() {
        return new Vector<>(List.of(BcSecrets.PROTOCOL));
    }

    @Override
    protected Vector<ServerName> getSNIServerNames() {
        return server.isAddress()
                ? null
                : new Vector<>(List.of(
                        new ServerName(NameType.host_name, server.toString().getBytes(StandardCharsets.US_ASCII))));
    }

    /** Whether a certificate was revoked is not asked. */
    @Override
    protected CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        secrets.take(context);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                check(certificate);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return null;
            }
        };
    }

    private void check(TlsServerCertificate shown) throws IOException {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (TlsCertificate certificate : shown.getCertificate().getCertificateList()) {
                chain.add(CertificateReader.parse(certificate.getEncoded()));
            }
            check.check(chain);
        } catch (DistrustException e) {
            throw new TlsFatalAlert(alert(e.reason()), new Refusal(e));
        } catch (CertificateException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, new Refusal(e));
        }
    }

    private static short alert(Distrust reason) {
        return switch (reason) {
            case EXPIRED, NOT_YET_VALID -> AlertDescription.certificate_expired;
            case UNKNOWN_AUTHORITY -> AlertDescription.unknown_ca;
            case WRONG_USE -> AlertDescription.unsupported_certificate;
            case WRONG_NAME, WRONG_KEY, MALFORMED -> AlertDescription.bad_certificate;
        };
    }
}
