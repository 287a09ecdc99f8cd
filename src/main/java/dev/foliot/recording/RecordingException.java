package dev.foliot.recording;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not a recording, or is damaged. The message names the file, and the place in it. */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param offset where it was found, in bytes from the start of the file */
    RecordingException(Path file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what);
    }
}
