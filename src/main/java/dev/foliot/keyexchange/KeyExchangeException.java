package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.Distrust;
import java.util.Optional;

/** A key exchange failed. The message is a sentence for whoever configured the source. */
public final class KeyExchangeException extends Exception {
    private static final long serialVersionUID = 1;

    /** What failed. */
    public enum Kind {
        /** No address of the server could be reached, or it broke the connection off. */
        CONNECTION,
        /** The server took too long. */
        TIMEOUT,
        /** It is not the server that was meant, or cannot show that it is; {@link #distrust} says why. */
        CERTIFICATE,
        /** The two could not agree on TLS 1.3 and NTS. */
        TLS,
        /** What the server answered is of no use. */
        RESPONSE
    }

    private final Kind kind;
    private final Distrust distrust;

    KeyExchangeException(Kind kind, String message) {
        this(kind, null, message);
    }

    KeyExchangeException(Kind kind, Distrust distrust, String message) {
        super(message);
        this.kind = kind;
        this.distrust = distrust;
    }

    public Kind kind() {
        return kind;
    }

    /** Why the certificate was not accepted, if that was it. */
    public Optional<Distrust> distrust() {
        return Optional.ofNullable(distrust);
    }
}
