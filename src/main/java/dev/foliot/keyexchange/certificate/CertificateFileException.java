package dev.foliot.keyexchange.certificate;

import java.nio.file.Path;

/** A file of certificates or keys cannot be used. The message names the file and says what is wrong with it. */
public final class CertificateFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    CertificateFileException(Path file, String problem) {
        this(file, problem, null);
    }

    CertificateFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
