package dev.foliot.control;

import java.io.IOException;

/** The daemon could not be asked; the message tells the user why. */
public final class ControlException extends IOException {
    private static final long serialVersionUID = 1;

    /** What stood in the way. */
    public enum Reason {
        /** Nobody listens there. */
        NOT_RUNNING,
        /** The socket's permissions do not let this user in. */
        NO_PERMISSION,
        /** Somebody listens, but does not answer in time. */
        TIMED_OUT,
        /** What answered did not give a whole reply of this protocol. */
        BAD_REPLY,
        /** The daemon answered with an error. */
        REFUSED,
        /** The operating system failed in another way. */
        FAILED
    }

    private final Reason reason;

    public ControlException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
