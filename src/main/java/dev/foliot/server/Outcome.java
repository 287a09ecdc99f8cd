package dev.foliot.server;

/** What became of a datagram. The names are those of counters, so they stay. */
public enum Outcome {
    /** Answered with the time of this reply's sending, as far as it can be known before. */
    BASIC,
    /** Answered with the time of the previous reply's sending (RFC 9769, section 2). */
    INTERLEAVED,
    /** Answered by the kiss code RATE: too many requests from one address or network. */
    KISS_RATE,
    /** Answered by the kiss code DENY: the access rules refuse the sender. */
    KISS_DENY,
    /** Not answered: not a well-formed NTP packet. */
    MALFORMED,
    /** Not answered: not a request; an answer to it might be answered in turn, without end. */
    NOT_A_REQUEST,
    /** Not answered: it ends in a message authentication code of a key that is not known here. */
    UNKNOWN_KEY,
    /** Not answered: it comes from port 0, where nobody can be reached. */
    BAD_SOURCE,
    /** Not answered: the access rules refuse the sender. */
    REFUSED,
    /** Not answered: too many requests from one address or network. */
    RATE_LIMITED,
    /**
     * Not answered: it was sent to a broadcast or multicast address. All servers there would answer, and each thread of
     * this one, which get it all; whoever forges the sender would have that for one datagram.
     */
    BROADCAST;

    static final int COUNT = values().length;

    /** Whether there is a reply to send. */
    public boolean answered() {
        return ordinal() <= KISS_DENY.ordinal();
    }
}
