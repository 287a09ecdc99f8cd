package dev.foliot.keyexchange.certificate;

import java.security.cert.CertificateException;

/** A certificate was not accepted. The message is a sentence for whoever configured the source. */
public final class DistrustException extends CertificateException {
    private static final long serialVersionUID = 1;

    private final Distrust reason;

    DistrustException(Distrust reason, String message) {
        super(message);
        this.reason = reason;
    }

    DistrustException(Distrust reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Distrust reason() {
        return reason;
    }
}
