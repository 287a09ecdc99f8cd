package dev.foliot.keyexchange.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a server shows itself as.
 *
 * @param chain its certificate, then those that lead to an authority
 * @param key what the first certificate certifies: EC, RSA or Ed25519
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    /** When all of the chain is valid. */
    public ValiditySpan validity() {
        return ValiditySpan.of(chain);
    }

    /** Reads both files, and holds the one against the other. */
    public static ServerIdentity read(Path chainFile, Path keyFile) throws CertificateFileException {
        List<X509Certificate> chain = CertificateReader.read(chainFile);
        PrivateKey key = PrivateKeyReader.read(keyFile);
        if (!belong(chain.get(0), key)) {
            throw new CertificateFileException(
                    keyFile,
                    "is not the key of the first certificate in " + chainFile + ", "
                            + chain.get(0).getSubjectX500Principal());
        }
        return new ServerIdentity(chain, key);
    }

    /** What is wrong with the permissions of a key's file, if anything; a system without permissions has no problem. */
    public static Optional<String> permissionProblem(Path keyFile) {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(keyFile);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // a file that cannot be read at all is reported by read()
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            return Optional.of(keyFile + ": others than its owner and group may read this private key, or more than its"
                    + " owner may change it (" + PosixFilePermissions.toString(permissions) + "): chmod 640");
        }
        return Optional.empty();
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) {
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(signatureName(key));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // keys of two kinds
        }
    }

    private static String signatureName(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }
}
