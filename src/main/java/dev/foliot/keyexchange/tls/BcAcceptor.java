package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.ServerIdentity;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A server's certificates and key, parsed once. */
final class BcAcceptor implements TlsAcceptor {
    private final BcTlsCrypto crypto = new BcCrypto();
    private final Certificate chain;
    private final AsymmetricKeyParameter key;
    private final SignatureAndHashAlgorithm algorithm;

    BcAcceptor(ServerIdentity identity) {
        try {
            CertificateEntry[] entries = new CertificateEntry[identity.chain().size()];
            for (int i = 0; i < entries.length; i++) {
                byte[] der = identity.chain().get(i).getEncoded();
                entries[i] = new CertificateEntry(crypto.createCertificate(der), null);
            }
            this.chain = new Certificate(TlsUtils.EMPTY_BYTES, entries);
            this.key = PrivateKeyFactory.createKey(identity.key().getEncoded());
        } catch (IOException | CertificateEncodingException e) {
            throw new IllegalArgumentException(e); // Java has parsed both
        }
        this.algorithm = SignatureScheme.getSignatureAndHashAlgorithm(scheme(identity.key()));
    }

    @Override
    public TlsEngine accept() {
        return BcEngine.server(this);
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    SignatureAndHashAlgorithm algorithm() {
        return algorithm;
    }

    TlsCredentialedSigner credentials(TlsContext context) {
        return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, key, chain, algorithm);
    }

    /** The one scheme of TLS 1.3 for a key (RFC 8446, section 4.2.3): an elliptic curve has one, RSA has a usual one. */
    private static int scheme(PrivateKey key) {
        if (key instanceof ECKey ec) {
            return switch (ec.getParams().getOrder().bitLength()) {
                case 256 -> SignatureScheme.ecdsa_secp256r1_sha256;
                case 384 -> SignatureScheme.ecdsa_secp384r1_sha384;
                default -> SignatureScheme.ecdsa_secp521r1_sha512;
            };
        }
        return key.getAlgorithm().equals("RSA") ? SignatureScheme.rsa_pss_rsae_sha256 : SignatureScheme.ed25519;
    }
}
