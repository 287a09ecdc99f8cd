package dev.foliot.keyset;

import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;

/** Why something failed, in words for a log. The JDK's exceptions are often nothing but a name. */
final class Reason {
    private static final int LONGEST_QUOTE = 200;

    private Reason() {}

    static String of(Exception e) {
        if (e instanceof ExecutionException && e.getCause() instanceof Exception cause) {
            return of(cause);
        }
        if (e instanceof ConnectException && e.getMessage() == null) {
            return "nobody answers there";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (e instanceof FileSystemException failed && failed.getReason() == null) {
            return failed.getFile() + ": " + e.getClass().getSimpleName();
        }
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What somebody else has written, for a log: on one line, and not a long one. */
    static String quoted(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_QUOTE)).replaceAll("\\p{Cntrl}", " ");
    }
}
