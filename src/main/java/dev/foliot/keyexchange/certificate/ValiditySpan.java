package dev.foliot.keyexchange.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * When every certificate of a chain is valid: from the latest beginning to the earliest end, both included.
 *
 * <p>A client whose clock may be wrong keeps it, and asks again once it knows the time.
 */
public record ValiditySpan(Instant notBefore, Instant notAfter) {
    public boolean contains(Instant time) {
        return !time.isBefore(notBefore) && !time.isAfter(notAfter);
    }

    static ValiditySpan of(List<X509Certificate> certificates) {
        Instant notBefore = Instant.MIN;
        Instant notAfter = Instant.MAX;
        for (X509Certificate certificate : certificates) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            notBefore = from.isAfter(notBefore) ? from : notBefore;
            notAfter = to.isBefore(notAfter) ? to : notAfter;
        }
        return new ValiditySpan(notBefore, notAfter);
    }
}
