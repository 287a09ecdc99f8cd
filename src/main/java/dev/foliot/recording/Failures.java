package dev.foliot.recording;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Exceptions of sockets and files to answers and back, as far as the core tells them apart. */
final class Failures {
    private Failures() {}

    static Answer.Failed of(IOException e) {
        Answer.Kind kind = e instanceof PortUnreachableException
                ? Answer.Kind.PORT_UNREACHABLE
                : e instanceof NoSuchFileException ? Answer.Kind.NO_SUCH_FILE : Answer.Kind.IO;
        return new Answer.Failed(kind, Objects.requireNonNullElse(e.getMessage(), ""));
    }

    static IOException again(Answer.Failed failed) {
        return switch (failed.kind()) {
            case PORT_UNREACHABLE -> new PortUnreachableException(failed.message());
            case NO_SUCH_FILE -> new NoSuchFileException(failed.message());
            case IO -> new IOException(failed.message());
        };
    }
}
