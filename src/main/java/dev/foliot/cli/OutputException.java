package dev.foliot.cli;

import java.io.IOException;

/** Standard output takes no more. Unchecked, so that it ends a command from wherever it prints. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the reader has simply left, as {@code head} does: no failure. */
    boolean readerLeft() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }
}
