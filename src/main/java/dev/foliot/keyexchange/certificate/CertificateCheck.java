package dev.foliot.keyexchange.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the certificates that a server shows are those of the server that was meant (RFC 5280, RFC 9525).
 *
 * @param trust whose word is taken
 * @param name the server's name as it was configured
 * @param at the time at which all have to be valid; nothing while nobody knows the time. Then everything else is checked,
 *     at a moment at which they all are, and the caller holds the span against the time once it knows it.
 */
public record CertificateCheck(Trust trust, PeerName name, Optional<Instant> at) {
    /** More than anybody needs; each costs a signature to verify. */
    private static final int MAX_CHAIN = 10;

    private static final int DIGITAL_SIGNATURE = 0;
    private static final Set<String> FOR_SERVERS = Set.of(
            "1.3.6.1.5.5.7.3.1", // serverAuth
            "2.5.29.37.0"); // anyExtendedKeyUsage

    /**
     * Checks all of it.
     *
     * @param chain as the server sent it, its own certificate first
     * @return when the certificates by which it is trusted are all valid; {@code at} lies in it. An authority's own
     *     certificate does not count: whoever trusts it says so without a date (RFC 5280, section 6.1.1).
     */
    public ValiditySpan check(List<X509Certificate> chain) throws DistrustException {
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new DistrustException(
                    Distrust.MALFORMED,
                    "the server sent " + chain.size() + " certificates; 1 to " + MAX_CHAIN + " are usual");
        }
        X509Certificate own = chain.get(0);
        checkUse(own);
        if (trust instanceof Trust.PinnedKeys keys) {
            return checkPin(own, keys);
        }
        ValiditySpan span = checkPath(chain, ((Trust.Authorities) trust).anchors());
        checkName(own);
        return span;
    }

    private ValiditySpan checkPin(X509Certificate own, Trust.PinnedKeys keys) throws DistrustException {
        KeyPin pin = KeyPin.of(own);
        if (!keys.pins().contains(pin)) {
            throw new DistrustException(Distrust.WRONG_KEY, "the server's key is not a pinned one, but " + pin.text());
        }
        ValiditySpan span = ValiditySpan.of(List.of(own));
        if (at.isPresent()) {
            checkTime(span, at.get());
        }
        return span;
    }

    private void checkName(X509Certificate own) throws DistrustException {
        try {
            if (!name.isIn(own)) {
                throw new DistrustException(
                        Distrust.WRONG_NAME, "the certificate is not for " + name + " but for " + PeerName.all(own));
            }
        } catch (CertificateParsingException e) {
            throw new DistrustException(Distrust.MALFORMED, "the names in the certificate cannot be read", e);
        }
    }

    private static void checkUse(X509Certificate own) throws DistrustException {
        try {
            List<String> uses = own.getExtendedKeyUsage();
            boolean[] keyUsage = own.getKeyUsage();
            if (uses != null && uses.stream().noneMatch(FOR_SERVERS::contains)
                    || keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
                throw new DistrustException(Distrust.WRONG_USE, "the certificate is not one for servers of TLS");
            }
        } catch (CertificateParsingException e) {
            throw new DistrustException(Distrust.MALFORMED, "what the certificate may be used for cannot be read", e);
        }
    }

    private ValiditySpan checkPath(List<X509Certificate> chain, Set<TrustAnchor> anchors) throws DistrustException {
        DistrustException why = new DistrustException(Distrust.MALFORMED, "the certificate is valid at no time");
        for (Instant moment : at.isPresent() ? List.of(at.get()) : beginnings(chain)) {
            try {
                ValiditySpan span = path(chain, anchors, moment);
                if (span.contains(moment)) {
                    return span;
                }
                why = explain(chain, null);
            } catch (CertPathBuilderException e) {
                why = explain(chain, e);
            } catch (GeneralSecurityException e) {
                throw new DistrustException(
                        Distrust.MALFORMED, "the certificates cannot be checked: " + e.getMessage(), e);
            }
        }
        throw why;
    }

    /**
     * Moments of which one lies in the span of any path: that begins when one of its certificates does. The latest first,
     * so that of two paths the newer one is found.
     */
    private static List<Instant> beginnings(List<X509Certificate> chain) {
        List<Instant> beginnings = new ArrayList<>();
        Instant own = chain.get(0).getNotBefore().toInstant();
        for (X509Certificate certificate : chain) {
            Instant beginning = certificate.getNotBefore().toInstant();
            if (!beginning.isBefore(own)
                    && !beginning.isAfter(chain.get(0).getNotAfter().toInstant())) {
                beginnings.add(beginning);
            }
        }
        beginnings.sort(Comparator.reverseOrder());
        return beginnings;
    }

    private static ValiditySpan path(List<X509Certificate> chain, Set<TrustAnchor> anchors, Instant moment)
            throws GeneralSecurityException {
        X509CertSelector own = new X509CertSelector();
        own.setCertificate(chain.get(0));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, own);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false); // who asks about revocation needs the time, and somebody to ask
        parameters.setMaxPathLength(MAX_CHAIN);
        parameters.setDate(Date.from(moment));
        PKIXCertPathBuilderResult result =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        // It is not in the path when it is its own authority, and has not been held against the time then.
        List<X509Certificate> path = new ArrayList<>(List.of(chain.get(0)));
        result.getCertPath().getCertificates().forEach(certificate -> path.add((X509Certificate) certificate));
        return ValiditySpan.of(path);
    }

    /** Whether it was the time that was wrong: of that there is more to say than the JDK does. */
    private DistrustException explain(List<X509Certificate> chain, CertPathBuilderException e) {
        if (at.isPresent()) {
            try {
                for (X509Certificate certificate : chain) {
                    checkTime(ValiditySpan.of(List.of(certificate)), at.get());
                }
            } catch (DistrustException wrongTime) {
                return wrongTime;
            }
        }
        return new DistrustException(
                Distrust.UNKNOWN_AUTHORITY,
                "no authority that is trusted here vouches for the certificate of "
                        + chain.get(0).getSubjectX500Principal(),
                e);
    }

    private static void checkTime(ValiditySpan span, Instant at) throws DistrustException {
        if (at.isAfter(span.notAfter())) {
            throw new DistrustException(Distrust.EXPIRED, "the certificate was valid until " + span.notAfter());
        }
        if (at.isBefore(span.notBefore())) {
            throw new DistrustException(
                    Distrust.NOT_YET_VALID,
                    "the certificate is valid from " + span.notBefore() + ", and the clock here says " + at);
        }
    }
}
