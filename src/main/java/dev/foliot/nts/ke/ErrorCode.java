package dev.foliot.nts.ke;

/** What a server says when it refuses a request (RFC 8915, section 4.1.3); its ordinal is the number on the wire. */
public enum ErrorCode {
    /** The request has a critical record that the server does not know. */
    UNRECOGNIZED_CRITICAL_RECORD,
    /** The request is incomplete or malformed, or did not come in time. */
    BAD_REQUEST,
    /** Something is wrong with the server itself. */
    INTERNAL_SERVER_ERROR;

    /** The whole message that says so. */
    public byte[] message() {
        return new MessageWriter().addNumber(true, RecordType.ERROR, ordinal()).end();
    }
}
