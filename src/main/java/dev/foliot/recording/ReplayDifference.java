package dev.foliot.recording;

/** The core did not do in a replay what was recorded of it. The message says what and where. */
public final class ReplayDifference extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReplayDifference(String message) {
        super(message);
    }
}
