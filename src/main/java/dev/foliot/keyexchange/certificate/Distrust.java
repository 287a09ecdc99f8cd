package dev.foliot.keyexchange.certificate;

/** Why a certificate was not accepted. */
public enum Distrust {
    /** It has ended, or one that vouches for it has. */
    EXPIRED,
    /** It has not begun, or one that vouches for it has not; or this machine's clock is wrong. */
    NOT_YET_VALID,
    /** No authority that is trusted vouches for it. */
    UNKNOWN_AUTHORITY,
    /** It is another server's. */
    WRONG_NAME,
    /** Its key is not the one that was pinned. */
    WRONG_KEY,
    /** Its key may not be used for this. */
    WRONG_USE,
    /** It cannot be read, or the chain is too long. */
    MALFORMED
}
