package dev.foliot.wire;

/**
 * What a server that gives no time says in place of its reference identifier (RFC 5905, section 7.4; RFC 8915, section
 * 5.7). Each name is the four ASCII characters on the wire, {@link #UNKNOWN} and {@link #NO_KISS} apart.
 */
public enum KissCode {
    /** From a unicast server. */
    ACST,
    /** The server was not authenticated. */
    AUTH,
    /** Autokey's sequence of keys is broken. */
    AUTO,
    /** From a broadcast server. */
    BCST,
    /** A cryptographic proof did not hold. */
    CRYP,
    /** Access is denied: the client must stop asking this server. */
    DENY,
    /** A symmetric peer was lost. */
    DROP,
    /** Access is denied by the server's policy: the client must stop asking this server. */
    RSTR,
    /** The server has not yet synchronised for the first time. */
    INIT,
    /** From a server found by manycast. */
    MCST,
    /** The key is missing: never had, or expired. */
    NKEY,
    /** The client asks too often: it must reduce its rate. */
    RATE,
    /** Someone is altering the association from afar. */
    RMOT,
    /** The clock was stepped, and has not yet synchronised again. */
    STEP,
    /** NTS: the server could not open the cookie or the authenticator (a NAK). */
    NTSN,
    /** Stratum 0 with a code that is not known here; RFC 5905 lets everyone make up codes that begin with X. */
    UNKNOWN,
    /** No kiss: the stratum is not 0. */
    NO_KISS;

    private static final KissCode[] VALUES = values();

    /** The codes are the constants whose name has four letters. */
    private final int code;

    KissCode() {
        code = name().length() == 4 ? ReferenceId.ofAscii(name()).value() : 0;
    }

    /** The code that a reference identifier of stratum 0 spells. */
    public static KissCode of(int referenceId) {
        for (int i = 0; i < UNKNOWN.ordinal(); i++) {
            if (VALUES[i].code == referenceId) {
                return VALUES[i];
            }
        }
        return UNKNOWN;
    }

    /** The four characters as a reference identifier; 0 for {@link #UNKNOWN} and {@link #NO_KISS}. */
    public int referenceId() {
        return code;
    }
}
