package dev.foliot.association;

/** Why a datagram was not believed. The names are those of counters, so they stay. */
public enum RejectReason {
    /** Not a well-formed NTP packet. */
    MALFORMED,
    /** No request is outstanding: a duplicate, or late (RFC 5905, packet test 1). */
    UNEXPECTED,
    /** Its origin is not the random number that the request carried: forged, or for an older request (test 2). */
    ORIGIN_MISMATCH,
    /** Its version is not the request's. */
    WRONG_VERSION,
    /** It is not a server's reply. */
    WRONG_MODE,
    /** Its receive or transmit timestamp is missing (test 3). */
    NO_TIMESTAMP,
    /** The server says that its own clock is not synchronised (test 6). */
    UNSYNCHRONISED,
    /** Its stratum is 16 or more (test 6). */
    BAD_STRATUM,
    /** The server's own distance to its reference exceeds the limit (test 7). */
    BAD_DISTANCE,
    /** The server says that it was set later than it sent this (test 7). */
    REFERENCE_IN_FUTURE,
    /** The server would have spent longer than the whole exchange took, or sent before it received. */
    IMPOSSIBLE_TIMES,
    /** The server follows us, since its reference is one of our own addresses; or it is our own. */
    LOOP,
    /** The server asks for fewer requests (kiss code RATE). */
    KISS_RATE,
    /** The server will not serve us (kiss codes DENY and RSTR). */
    KISS_DENY,
    /** Another kiss code, or one that was not believed. */
    KISS_OTHER,
    /** Nothing proves that it is the server's: forged, or altered on the way (RFC 8915, section 5.7). */
    NTS_NOT_AUTHENTIC,
    /** Somebody says that the server cannot read our cookie. It may be the server; nothing proves it. */
    NTS_NAK
}
