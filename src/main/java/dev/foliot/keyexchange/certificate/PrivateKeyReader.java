package dev.foliot.keyexchange.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads the private keys that administrators have: PKCS #8, PKCS #1 (RSA) and SEC 1 (EC), in PEM. */
final class PrivateKeyReader {
    private PrivateKeyReader() {}

    static PrivateKey read(Path file) throws CertificateFileException {
        PrivateKey found = null;
        List<PemFile.Block> blocks = PemFile.read(file);
        for (PemFile.Block block : blocks) {
            if (!block.label().endsWith("PRIVATE KEY")) {
                continue; // certificates in the same file, and the EC PARAMETERS that openssl writes before a key
            }
            if (found != null) {
                throw new CertificateFileException(
                        file, "line " + block.line() + ": there is more than one private key");
            }
            found = key(file, block);
        }
        if (found == null) {
            throw new CertificateFileException(file, "has no private key (-----BEGIN PRIVATE KEY-----) in it");
        }
        return found;
    }

    static CertificateFileException encrypted(Path file, int line) {
        return new CertificateFileException(
                file,
                "line " + line + ": this private key is encrypted, and nobody will be there to give a password;"
                        + " `openssl pkey -in FILE -out FILE` decrypts it");
    }

    private static PrivateKey key(Path file, PemFile.Block block) throws CertificateFileException {
        if (block.label().startsWith("ENCRYPTED")) {
            throw encrypted(file, block.line());
        }
        try {
            PrivateKeyInfo key = pkcs8(block);
            String algorithm = algorithm(key.getPrivateKeyAlgorithm().getAlgorithm());
            if (algorithm == null) {
                throw new CertificateFileException(
                        file, "line " + block.line() + ": keys may be EC, RSA or Ed25519, and this one is not");
            }
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            throw new CertificateFileException(
                    file, "line " + block.line() + ": this " + block.label() + " is damaged: " + e.getMessage(), e);
        }
    }

    private static PrivateKeyInfo pkcs8(PemFile.Block block) throws IOException {
        return switch (block.label()) {
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.der()));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(block.der());
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> PrivateKeyInfo.getInstance(block.der());
        };
    }

    private static String algorithm(ASN1ObjectIdentifier id) {
        if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        if (id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        return id.equals(EdECObjectIdentifiers.id_Ed25519) ? "Ed25519" : null;
    }
}
