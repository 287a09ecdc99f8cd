package dev.foliot.association;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom to take for an NTS server.
 *
 * @param certificateAuthority a file of certificates (PEM) that are believed besides the system's
 * @param pinnedKey the one key that its certificate may be for: {@code sha256//} and the Base64 of the SHA-256 of its
 *     SubjectPublicKeyInfo, as curl writes it
 */
public record NtsParameters(Optional<String> certificateAuthority, Optional<String> pinnedKey) {
    /** Those whose certificates the system believes. */
    public static final NtsParameters DEFAULT = new NtsParameters(Optional.empty(), Optional.empty());

    /** Where a server agrees on keys (TCP; RFC 8915, section 7.2). */
    public static final int DEFAULT_PORT = 4460;

    private static final Pattern PIN = Pattern.compile("sha256//[A-Za-z0-9+/]{43}=");

    public NtsParameters {
        pinnedKey.ifPresent(NtsParameters::check);
    }

    private static void check(String pin) {
        if (!PIN.matcher(pin).matches()) {
            throw new IllegalArgumentException("pinned-key \"" + pin
                    + "\" is not sha256// and 44 characters of Base64, the SHA-256 of a public key");
        }
    }
}
