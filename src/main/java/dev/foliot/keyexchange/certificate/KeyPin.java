package dev.foliot.keyexchange.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A public key by its fingerprint: SHA-256 over the certificate's SubjectPublicKeyInfo. Renewing a certificate keeps it,
 * as long as the key is kept.
 *
 * <p>Its text is curl's: {@code sha256//} and 44 characters of base64.
 */
public record KeyPin(String text) {
    private static final String PREFIX = "sha256//";
    private static final int HASH_BYTES = 32;

    /**
     * @throws IllegalArgumentException that says what is wrong with the text
     */
    public KeyPin {
        if (!text.startsWith(PREFIX) || !isHash(text.substring(PREFIX.length()))) {
            throw new IllegalArgumentException(
                    "a pinned key is sha256// and the 44 characters of base64 that are its SHA-256, not " + text);
        }
    }

    static KeyPin of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return new KeyPin(PREFIX + Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static boolean isHash(String base64) {
        try {
            byte[] hash = Base64.getDecoder().decode(base64);
            return hash.length == HASH_BYTES
                    && Base64.getEncoder().encodeToString(hash).equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
