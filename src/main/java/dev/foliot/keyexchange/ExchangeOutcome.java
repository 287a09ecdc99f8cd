package dev.foliot.keyexchange;

/** What became of a connection to a key exchange server; each has one. */
public enum ExchangeOutcome {
    /** Keys and cookies were given. */
    AGREED,
    /** The client did not want NTPv4. */
    NO_COMMON_PROTOCOL,
    /** The client had no AEAD algorithm in common with the server. */
    NO_COMMON_ALGORITHM,
    /** What came was no request; the client was told so. */
    BAD_REQUEST,
    /** No TLS 1.3 for NTS came about: the client does not speak it, or did not like the certificate. */
    TLS_FAILED,
    /** The client went away before it had said all. */
    BROKEN_OFF,
    /** The client took too long. */
    TIMED_OUT,
    /** It was the oldest one when there were too many. */
    DISPLACED,
    /** Its network has as many connections already as one may have. */
    NETWORK_FULL,
    /** Its network asks too often. */
    TOO_OFTEN,
    /** Something is wrong with the server itself; it has no master keys, maybe. */
    FAULT
}
