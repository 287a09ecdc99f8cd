package dev.foliot.recording;

import dev.foliot.platform.NoCookiesException;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Exceptions of sockets and files to answers and back, as far as the core tells them apart. */
final class Failures {
    private Failures() {}

    static Answer.Failed of(IOException e) {
        return new Answer.Failed(kind(e), Objects.requireNonNullElse(e.getMessage(), ""));
    }

    private static Answer.Kind kind(IOException e) {
        if (e instanceof PortUnreachableException) {
            return Answer.Kind.PORT_UNREACHABLE;
        }
        if (e instanceof NoSuchFileException) {
            return Answer.Kind.NO_SUCH_FILE;
        }
        return e instanceof NoCookiesException ? Answer.Kind.NO_COOKIES : Answer.Kind.IO;
    }

    static IOException again(Answer.Failed failed) {
        return switch (failed.kind()) {
            case PORT_UNREACHABLE -> new PortUnreachableException(failed.message());
            case NO_SUCH_FILE -> new NoSuchFileException(failed.message());
            case NO_COOKIES -> new NoCookiesException(failed.message());
            case IO -> new IOException(failed.message());
        };
    }
}
