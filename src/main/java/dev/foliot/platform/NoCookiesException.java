package dev.foliot.platform;

import java.io.IOException;

/** All cookies of an NTS session are used up: no request can be sent before new keys are agreed on. */
public final class NoCookiesException extends IOException {
    private static final long serialVersionUID = 1;

    public NoCookiesException(String message) {
        super(message);
    }
}
