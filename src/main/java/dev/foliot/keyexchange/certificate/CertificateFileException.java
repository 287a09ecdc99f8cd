package dev.foliot.keyexchange.certificate;

import java.nio.file.Path;

/** A file of certificates or keys cannot be used. The message names the file and says what is wrong with it. */
public final class CertificateFileException extends Exception {
    private static final long serialVersionUID = 1;

    CertificateFileException(Path file, String problem) {
        super(file + ": " + problem);
    }

    CertificateFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
