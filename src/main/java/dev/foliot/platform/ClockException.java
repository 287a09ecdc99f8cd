package dev.foliot.platform;

import java.io.IOException;

/** The operating system refused to steer its clock; the clock is as it was. */
public final class ClockException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean permission;

    /**
     * @param permission whether the refusal was for lack of permission, so that it will not get better by trying again
     */
    public ClockException(String message, boolean permission) {
        super(message);
        this.permission = permission;
    }

    public boolean permission() {
        return permission;
    }
}
