package dev.foliot.nts;

/** What a client finds of a reply's protection. */
public enum ReplyVerdict {
    /** It answers the request under way, and nobody altered it. */
    AUTHENTIC,
    /** Somebody who saw the request says that the server cannot open it: a NAK, which nothing protects. */
    NAK,
    /** Somebody who saw the request sent another kiss of death, which nothing protects. */
    KISS,
    /** No request is under way: it comes a second time, or too late. */
    UNASKED,
    /** It is no NTP packet of a server, or one of its fields is not as it must be. */
    MALFORMED,
    /** It has no unique identifier, or that of another request. */
    ANOTHER_REQUEST,
    /** It has no authenticator, and is no kiss either. */
    UNPROTECTED,
    /** The authenticator is wrong. */
    FORGED
}
