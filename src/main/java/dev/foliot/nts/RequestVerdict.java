package dev.foliot.nts;

/** What a server finds of a request's protection. */
public enum RequestVerdict {
    /** There is none: no cookie, no authenticator. */
    PLAIN,
    /** There is one, and it has not been looked into yet. */
    PROTECTED,
    /** A field is missing, twice there, or not as it must be: such a request gets no answer. */
    MALFORMED,
    /** The request is one of a client that has keys from a key exchange, and nobody altered it. */
    AUTHENTIC,
    /** The cookie was not sealed with one of the master keys, or that key is too old: a NAK tells the client. */
    UNKNOWN_COOKIE,
    /** The authenticator is wrong: a NAK tells the client. */
    FORGED
}
