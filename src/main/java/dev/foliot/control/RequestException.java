package dev.foliot.control;

/** A request that cannot be answered; its message goes to the client as {@code {"error": ...}}. */
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1;

    public RequestException(String message) {
        super(message);
    }
}
