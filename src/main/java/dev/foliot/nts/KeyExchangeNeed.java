package dev.foliot.nts;

/** Why a client needs another key exchange. */
public enum KeyExchangeNeed {
    /** It does not. */
    NONE,
    /** No cookie is left to send a request with. */
    NO_COOKIES,
    /** The server said that it could not open a request, and no authentic reply came since. */
    REFUSED,
    /** The keys have been used for long enough. */
    OLD
}
