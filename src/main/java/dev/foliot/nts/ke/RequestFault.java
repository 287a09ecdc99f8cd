package dev.foliot.nts.ke;

/** Why a server does not take a message for a request. */
public enum RequestFault {
    /** It has a critical record that is unknown here. */
    UNKNOWN_CRITICAL_RECORD(ErrorCode.UNRECOGNIZED_CRITICAL_RECORD),
    /** It has two of what may come once. */
    REPEATED_RECORD(ErrorCode.BAD_REQUEST),
    /** It has a cookie, an error or a warning, which only servers send. */
    RECORD_OF_A_RESPONSE(ErrorCode.BAD_REQUEST),
    /** It names no protocol, or not critically. */
    NO_PROTOCOL(ErrorCode.BAD_REQUEST),
    /** It wants NTPv4 and names no AEAD algorithm. */
    NO_ALGORITHM(ErrorCode.BAD_REQUEST),
    /** The body of some other record is not what it must be. */
    MALFORMED_RECORD(ErrorCode.BAD_REQUEST);

    private final ErrorCode code;

    RequestFault(ErrorCode code) {
        this.code = code;
    }

    /** What the client is told. */
    public ErrorCode code() {
        return code;
    }
}
