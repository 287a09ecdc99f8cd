package dev.foliot.keyexchange.certificate;

import static dev.foliot.keyexchange.certificate.TestCertificates.DAY;
import static dev.foliot.keyexchange.certificate.TestCertificates.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.TestCertificates.Spec;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {
    private static final Signer ROOT = TestCertificates.authority("root");
    private static final Signer INTERMEDIATE = Spec.named("intermediate")
            .authority()
            .valid(NOW.minus(DAY.multipliedBy(2)), NOW.plus(DAY.multipliedBy(5)))
            .signedBy(ROOT);
    private static final Signer SERVER = TestCertificates.server(INTERMEDIATE, "time.example.net");

    private static Trust trust(Signer... authorities) {
        return new Trust.Authorities(Arrays.stream(authorities)
                .map(authority -> new TrustAnchor(authority.certificate(), null))
                .collect(Collectors.toSet()));
    }

    private static CertificateCheck at(Instant time) {
        return new CertificateCheck(trust(ROOT), PeerName.of("time.example.net"), Optional.of(time));
    }

    private static CertificateCheck atNoTime() {
        return new CertificateCheck(trust(ROOT), PeerName.of("time.example.net"), Optional.empty());
    }

    private static Distrust refusal(CertificateCheck check, List<X509Certificate> chain) {
        return assertThrows(DistrustException.class, () -> check.check(chain)).reason();
    }

    @Test
    void aSoundChainHoldsFromTheLatestBeginningToTheEarliestEnd() throws DistrustException {
        ValiditySpan expected = new ValiditySpan(NOW.minus(DAY), NOW.plus(DAY.multipliedBy(5)));
        assertEquals(expected, at(NOW).check(SERVER.withoutRoot().chain()));
        assertEquals(expected, at(NOW).check(SERVER.chain()), "with the root");
        assertEquals(expected, atNoTime().check(SERVER.chain()));
    }

    @Test
    void theSpanIncludesItsEnds() {
        ValiditySpan span = new ValiditySpan(NOW, NOW.plus(DAY));
        assertTrue(span.contains(NOW) && span.contains(NOW.plus(DAY)));
        assertEquals(
                false,
                span.contains(NOW.minusSeconds(1))
                        || span.contains(NOW.plus(DAY).plusSeconds(1)));
    }

    @Test
    void certificatesOutOfOrderAndStrangeOnesBehindTheFirstDoNotMatter() throws DistrustException {
        Signer stranger = TestCertificates.authority("stranger");
        List<X509Certificate> chain =
                List.of(SERVER.certificate(), ROOT.certificate(), stranger.certificate(), INTERMEDIATE.certificate());
        at(NOW).check(chain);
        atNoTime().check(chain);
    }

    @Test
    void anExpiredOneIsRefusedUnlessTheTimeIsUnknown() throws DistrustException {
        Signer old = Spec.named("old")
                .names("time.example.net")
                .valid(NOW.minus(DAY.multipliedBy(2)), NOW.minus(DAY))
                .signedBy(ROOT);
        assertEquals(Distrust.EXPIRED, refusal(at(NOW), old.chain()));
        assertEquals(
                new ValiditySpan(NOW.minus(DAY.multipliedBy(2)), NOW.minus(DAY)),
                atNoTime().check(old.chain()));
    }

    @Test
    void oneThatHasNotBegunIsRefusedUnlessTheTimeIsUnknown() throws DistrustException {
        Signer early = Spec.named("early")
                .names("time.example.net")
                .valid(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(2)))
                .signedBy(ROOT);
        assertEquals(Distrust.NOT_YET_VALID, refusal(at(NOW), early.chain()));
        assertEquals(NOW.plus(DAY), atNoTime().check(early.chain()).notBefore());
    }

    @Test
    void anIntermediateCountsWhenItHasExpiredOrBeganLater() throws DistrustException {
        assertEquals(Distrust.EXPIRED, refusal(at(NOW.plus(DAY.multipliedBy(6))), SERVER.chain()));
        Signer late = Spec.named("intermediate")
                .authority()
                .valid(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(20)))
                .signedBy(ROOT);
        Signer server = TestCertificates.server(late, "time.example.net");
        assertEquals(Distrust.NOT_YET_VALID, refusal(at(NOW), server.chain()));
        assertEquals(
                new ValiditySpan(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(10))),
                atNoTime().check(server.chain()));
    }

    @Test
    void ofTwoIntermediatesTheOneThatHoldsIsFound() throws DistrustException {
        Signer expired = Spec.named("intermediate")
                .keys(INTERMEDIATE.keys())
                .authority()
                .valid(NOW.minus(DAY.multipliedBy(9)), NOW.minus(DAY.multipliedBy(3)))
                .signedBy(ROOT);
        List<X509Certificate> chain = List.of(SERVER.certificate(), expired.certificate(), INTERMEDIATE.certificate());
        assertEquals(NOW.minus(DAY), at(NOW).check(chain).notBefore());
        assertEquals(NOW.minus(DAY), atNoTime().check(chain).notBefore());
    }

    @Test
    void whatIsValidAtNoTimeIsRefusedAtNoTime() {
        Signer never = Spec.named("never")
                .names("time.example.net")
                .valid(NOW.plus(DAY), NOW.minus(DAY))
                .signedBy(ROOT);
        assertEquals(Distrust.MALFORMED, refusal(atNoTime(), never.chain()));
        Signer apart = Spec.named("intermediate")
                .authority()
                .valid(NOW.minus(DAY.multipliedBy(9)), NOW.minus(DAY.multipliedBy(3)))
                .signedBy(ROOT);
        Signer server = TestCertificates.server(apart, "time.example.net");
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(atNoTime(), server.chain()));
    }

    @Test
    void anUnknownAuthorityIsRefusedEvenWhenTheTimeIsUnknown() {
        Signer other = TestCertificates.authority("root");
        Signer server = TestCertificates.server(other, "time.example.net");
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(at(NOW), server.chain()));
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(atNoTime(), server.chain()));
        Signer alone = TestCertificates.server(null, "time.example.net");
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(atNoTime(), alone.chain()));
    }

    @Test
    void aServerIsNoAuthority() {
        Signer server = TestCertificates.server(SERVER, "time.example.net");
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(at(NOW), server.chain()));
        assertEquals(Distrust.UNKNOWN_AUTHORITY, refusal(atNoTime(), server.chain()));
    }

    @Test
    void whatIsNotForServersIsRefused() throws DistrustException {
        Spec client = Spec.named("client").names("time.example.net").purpose(KeyPurposeId.id_kp_clientAuth);
        assertEquals(
                Distrust.WRONG_USE, refusal(atNoTime(), client.signedBy(ROOT).chain()));
        Spec encryption = Spec.named("old").names("time.example.net").usage(KeyUsage.keyEncipherment);
        assertEquals(
                Distrust.WRONG_USE,
                refusal(atNoTime(), encryption.signedBy(ROOT).chain()));
        Spec unrestricted =
                Spec.named("any").names("time.example.net").purpose(null).usage(0);
        atNoTime().check(unrestricted.signedBy(ROOT).chain());
        Spec any = Spec.named("any").names("time.example.net").purpose(KeyPurposeId.anyExtendedKeyUsage);
        atNoTime().check(any.signedBy(ROOT).chain());
    }

    @Test
    void anotherServersIsRefusedAndTheMessageNamesBoth() {
        Signer other = TestCertificates.server(ROOT, "other.example.net", "192.0.2.1");
        DistrustException e = assertThrows(DistrustException.class, () -> at(NOW).check(other.chain()));
        assertEquals(Distrust.WRONG_NAME, e.reason());
        assertEquals(
                "the certificate is not for time.example.net but for [other.example.net, 192.0.2.1]", e.getMessage());
    }

    @Test
    void aServersOwnCertificateMayBeTheAuthorityButIsCheckedLikeAnyOther() throws DistrustException {
        Signer own = TestCertificates.server(null, "time.example.net");
        PeerName name = PeerName.of("time.example.net");
        ValiditySpan span = new CertificateCheck(trust(own), name, Optional.of(NOW)).check(own.chain());
        assertEquals(new ValiditySpan(NOW.minus(DAY), NOW.plus(DAY.multipliedBy(10))), span);
        assertEquals(
                Distrust.EXPIRED,
                refusal(
                        new CertificateCheck(trust(own), name, Optional.of(NOW.plus(DAY.multipliedBy(11)))),
                        own.chain()));
        assertEquals(
                Distrust.WRONG_NAME,
                refusal(new CertificateCheck(trust(own), PeerName.of("x.example.net"), Optional.of(NOW)), own.chain()));
    }

    @Test
    void aPinnedKeyNeedsNeitherNameNorAuthority() throws DistrustException {
        Signer own = TestCertificates.server(null);
        Trust pinned = new Trust.PinnedKeys(Set.of(KeyPin.of(own.certificate())));
        CertificateCheck check = new CertificateCheck(pinned, PeerName.of("time.example.net"), Optional.of(NOW));
        assertEquals(NOW.minus(DAY), check.check(own.chain()).notBefore());
        assertEquals(Distrust.WRONG_KEY, refusal(check, SERVER.chain()));
        CertificateCheck later = new CertificateCheck(
                pinned, PeerName.of("time.example.net"), Optional.of(NOW.plus(DAY.multipliedBy(11))));
        assertEquals(Distrust.EXPIRED, refusal(later, own.chain()));
    }

    @Test
    void aPinIsTheHashOfTheKeyAsOpensslAndCurlHaveIt() {
        // openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
        assertEquals(
                KeyPin.of(SERVER.certificate()),
                new KeyPin(KeyPin.of(SERVER.certificate()).text()));
        for (String wrong : new String[] {"", "sha256//", "sha256//AAAA", "sha1//x", "sha256//" + "A".repeat(44)}) {
            assertThrows(IllegalArgumentException.class, () -> new KeyPin(wrong), wrong);
        }
    }

    @Test
    void aChainWithoutEndIsNotLookedAt() {
        List<X509Certificate> chain = Stream.concat(
                        SERVER.chain().stream(), Collections.nCopies(10, ROOT.certificate()).stream())
                .toList();
        assertEquals(Distrust.MALFORMED, refusal(at(NOW), chain));
        assertEquals(Distrust.MALFORMED, refusal(at(NOW), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "time.example.net, time.example.net, true",
        "TIME.example.NET, time.Example.net, true",
        "time.example.net., time.example.net, true",
        "time.example.net, *.example.net, true",
        "a.time.example.net, *.example.net, false",
        "example.net, *.example.net, false",
        "time.example.net, t*.example.net, false",
        "time.example.net, *.net, false",
        "example.net, *.net, false",
        "time.example.net, time.*.net, false",
        "time.example.net, *, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:DB8:0:0::1, true",
        "2001:db8::1, 2001:db8::2, false",
    })
    void namesMatchAsRfc9525HasIt(String wanted, String certified, boolean matches) throws Exception {
        X509Certificate certificate = TestCertificates.server(ROOT, certified).certificate();
        assertEquals(matches, PeerName.of(wanted).isIn(certificate));
    }

    @Test
    void anAddressIsNoDomainNameEvenIfItStandsThereAsOne() throws Exception {
        Signer odd = Spec.named("192.0.2.1").names("x.192.0.2.1.example").signedBy(ROOT);
        assertEquals(false, PeerName.of("192.0.2.1").isIn(odd.certificate()));
        Signer subjectOnly = Spec.named("time.example.net").signedBy(ROOT);
        assertEquals(false, PeerName.of("time.example.net").isIn(subjectOnly.certificate()), "no subject counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "time example", "1.2.3.4.5", "::g", "[::1]", "zeit.exämple"})
    void whatIsNeitherNameNorAddressIsNoName(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> PeerName.of(wrong));
    }
}
