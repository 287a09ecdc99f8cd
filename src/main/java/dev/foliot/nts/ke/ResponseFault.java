package dev.foliot.nts.ke;

/** Why a client rejects a response. */
public enum ResponseFault {
    /** The connection ended, or time ran out, before the message did. */
    INCOMPLETE("the key exchange server's response ends before it is complete"),
    TOO_LONG("the key exchange server's response is longer than " + MessageReader.RESPONSE_LIMIT + " bytes"),
    MALFORMED("the key exchange server's response is malformed"),
    UNKNOWN_CRITICAL_RECORD("the key exchange server's response has a critical record that Foliot does not know"),
    REPEATED_RECORD("the key exchange server's response has a record twice that it may have once"),
    /** Error 0. */
    REQUEST_NOT_UNDERSTOOD("the key exchange server does not know a critical record of the request"),
    /** Error 1. */
    REQUEST_REFUSED("the key exchange server calls the request malformed or late"),
    /** Error 2. */
    SERVER_FAILED("the key exchange server has an internal error"),
    /** An error of another number. */
    UNKNOWN_ERROR("the key exchange server reports an error that Foliot does not know"),
    /** No warning is defined yet, and unknown ones count as errors. */
    WARNING("the key exchange server warns of something that Foliot does not know"),
    NO_NTPV4("the key exchange server does not speak for NTPv4"),
    NO_COMMON_ALGORITHM("the key exchange server has none of the AEAD algorithms that it was offered"),
    ALGORITHM_NOT_OFFERED("the key exchange server chose an AEAD algorithm that it was not offered"),
    BAD_SERVER_NAME("the key exchange server names an NTP server by what is no address or host name"),
    BAD_PORT("the key exchange server names an NTP port that is none"),
    NO_COOKIES("the key exchange server sent no cookies"),
    UNUSABLE_COOKIE("the key exchange server sent a cookie of a length that no NTP packet can carry");

    private final String sentence;

    ResponseFault(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong, for a person; without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** What an incomplete or refused message counts as; null when it is complete. */
    public static ResponseFault of(MessageReader.Progress progress) {
        return switch (progress) {
            case UNFINISHED -> INCOMPLETE;
            case TOO_LONG -> TOO_LONG;
            case MALFORMED -> MALFORMED;
            case COMPLETE -> null;
        };
    }

    /** What an error record says. */
    static ResponseFault ofError(KeRecord error) {
        if (error.body().length != Short.BYTES) {
            return MALFORMED;
        }
        return switch (error.numbers().get(0)) {
            case 0 -> REQUEST_NOT_UNDERSTOOD;
            case 1 -> REQUEST_REFUSED;
            case 2 -> SERVER_FAILED;
            default -> UNKNOWN_ERROR;
        };
    }
}
