package dev.foliot.nts;

/**
 * The extension fields of NTS (RFC 8915, section 7.5). The body of the authenticator (section 5.6; offsets count from the
 * first byte of the field):
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |         Nonce Length          |       Ciphertext Length       |   4
 * +-------------------------------+-------------------------------+
 * .                  Nonce, padded to whole words                 .   8
 * +---------------------------------------------------------------+
 * .     Ciphertext with the tag in it, padded to whole words      .
 * +---------------------------------------------------------------+
 * .                      Additional padding                       .
 * +---------------------------------------------------------------+
 * </pre>
 */
final class NtsField {
    static final int UNIQUE_IDENTIFIER = 0x0104;
    static final int COOKIE = 0x0204;
    static final int COOKIE_PLACEHOLDER = 0x0304;
    static final int AUTHENTICATOR = 0x0404;

    /** Two bytes. */
    static final int NONCE_LENGTH = 4;
    /** Two bytes. */
    static final int CIPHERTEXT_LENGTH = 6;

    static final int NONCE = 8;

    /** Bytes in the body of the shortest unique identifier. */
    static final int SHORTEST_IDENTIFIER = 32;

    private NtsField() {}

    /** A length rounded up to whole words. */
    static int padded(int length) {
        return (length + Integer.BYTES - 1) & -Integer.BYTES;
    }
}
