package dev.foliot.server;

/** Why a datagram gets no answer. The names are those of counters, so they stay. */
public enum DropReason {
    /** Not a well-formed NTP packet. */
    MALFORMED,
    /** Not a client's request: an answer to it might be answered in turn, without end. */
    NOT_A_REQUEST
}
