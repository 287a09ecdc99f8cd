package dev.foliot.keyexchange.tls;

import dev.foliot.keyexchange.certificate.DistrustException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Asked during a client's handshake whether to go on with a server that has shown these certificates, its own first. */
@FunctionalInterface
public interface ChainCheck {
    void check(List<X509Certificate> chain) throws DistrustException;
}
