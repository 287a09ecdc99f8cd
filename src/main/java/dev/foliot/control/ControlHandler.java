package dev.foliot.control;

import com.google.gson.JsonObject;

/**
 * Answers one command of the control socket. It runs on the control thread: it must not wait for the daemon's loop, and
 * so reads only what the loop has published.
 */
@FunctionalInterface
public interface ControlHandler {
    /** Whether it changes what the daemon does, so that not everybody who may look may ask for it. */
    default boolean privileged() {
        return false;
    }

    /**
     * @param request the whole request, for whatever it has besides {@code command}
     * @return a record, or a {@link com.google.gson.JsonElement}, whose JSON is an object
     * @throws RequestException when the request cannot be answered, with the reason for the client
     */
    Object answer(JsonObject request) throws RequestException;
}
