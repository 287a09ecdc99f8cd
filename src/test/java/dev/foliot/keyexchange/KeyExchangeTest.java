package dev.foliot.keyexchange;

import static dev.foliot.keyexchange.TestExchanges.NO_LIMITS;
import static dev.foliot.keyexchange.TestExchanges.ROOT;
import static dev.foliot.keyexchange.TestExchanges.SERVER;
import static dev.foliot.keyexchange.TestExchanges.check;
import static dev.foliot.keyexchange.TestExchanges.exchange;
import static dev.foliot.keyexchange.TestExchanges.loopback;
import static dev.foliot.keyexchange.TestExchanges.order;
import static dev.foliot.keyexchange.certificate.TestCertificates.DAY;
import static dev.foliot.keyexchange.certificate.TestCertificates.NOW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.KeyExchangeException.Kind;
import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.Distrust;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.TestCertificates.Spec;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.MasterKeys;
import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.platform.Addresses;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client and the server with each other, over loopback. */
class KeyExchangeTest {
    @TempDir
    Path directory;

    static Stream<TlsLibrary> libraries() {
        return Arrays.stream(TlsLibrary.values()).filter(TlsLibrary::isUsable);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void theClientGetsKeysAndEightCookies(TlsLibrary library) throws Exception {
        for (String address : List.of("127.0.0.1", "::1")) {
            try (KeyExchangeServer server =
                    TestExchanges.server(library, directory, SERVER, NO_LIMITS, loopback(address))) {
                InetSocketAddress at = server.addresses().get(0);
                for (String name : List.of("localhost", address)) {
                    KeyExchange result = exchange(library, at, check(name));
                    assertEquals(
                            AeadAlgorithm.AES_SIV_CMAC_256, result.response().algorithm());
                    assertEquals(8, result.response().cookies().size());
                    Set<List<Byte>> different = new HashSet<>();
                    result.response().cookies().forEach(cookie -> different.add(boxed(cookie)));
                    assertEquals(8, different.size());
                    assertEquals(at, result.server());
                    assertEquals(
                            NOW.plus(DAY.multipliedBy(10)), result.validity().notAfter());
                    assertFalse(result.toString().contains(Arrays.toString(keys(result))));
                }
                assertEquals(2, server.counters().of(ExchangeOutcome.AGREED));
            }
        }
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return List.of(boxed);
    }

    private static byte[] keys(KeyExchange exchange) {
        byte[] keys = new byte[2 * exchange.keys().algorithm().keyLength()];
        exchange.keys().copyTo(keys, 0);
        return keys;
    }

    @Test
    void theCookiesHoldTheKeysThatTheClientHas() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            for (AeadAlgorithm algorithm : AeadAlgorithm.values()) {
                KeyExchangeOrder order = new KeyExchangeOrder(
                        server.addresses(), check("localhost"), KeRequest.ntpv4(List.of(algorithm)));
                KeyExchange result = new KeyExchangeClient(TestExchanges.LIBRARY, 10_000, 10_000).exchange(order);
                assertEquals(algorithm, result.response().algorithm());
                byte[] cookie = result.response().cookies().get(0);
                Aead aead = AeadAlgorithm.AES_SIV_CMAC_256.newAead();
                aead.rekey(TestExchanges.KEYS.current().bytes(), 0);
                int length = aead.open(cookie, 0, 4, 4, 16, 20, cookie.length - 20);
                assertArrayEquals(keys(result), Arrays.copyOfRange(cookie, 20, 20 + length), algorithm.name());
            }
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneCannotBeReached() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            InetSocketAddress nobody = closedPort();
            KeyExchangeOrder order = new KeyExchangeOrder(
                    List.of(nobody, server.addresses().get(0)),
                    check("localhost"),
                    KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256)));
            assertEquals(
                    server.addresses().get(0),
                    new KeyExchangeClient(TestExchanges.LIBRARY, 10_000, 10_000)
                            .exchange(order)
                            .server());
        }
    }

    @Test
    void whoCannotBeReachedIsNamed() throws Exception {
        InetSocketAddress nobody = closedPort();
        KeyExchangeException e = assertThrows(KeyExchangeException.class, () -> exchange(nobody, check("localhost")));
        assertEquals(Kind.CONNECTION, e.kind());
        assertEquals(
                "the key exchange server cannot be reached: " + Addresses.text(nobody) + ": Connection refused",
                e.getMessage());
    }

    private static InetSocketAddress closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback("127.0.0.1"));
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private void refused(Distrust why, Signer signer, CertificateCheck check) throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, signer, NO_LIMITS)) {
            KeyExchangeException e = assertThrows(
                    KeyExchangeException.class,
                    () -> exchange(server.addresses().get(0), check));
            assertEquals(Kind.CERTIFICATE, e.kind(), e.getMessage());
            assertEquals(Optional.of(why), e.distrust(), e.getMessage());
            TestExchanges.await(() -> server.counters().of(ExchangeOutcome.TLS_FAILED) == 1);
        }
    }

    @Test
    void aServerThatIsNotTrustedGetsNoRequest() throws Exception {
        refused(Distrust.WRONG_NAME, TestCertificates.server(ROOT, "other.example.net"), check("localhost"));
        Signer stranger = TestCertificates.authority("stranger");
        refused(Distrust.UNKNOWN_AUTHORITY, TestCertificates.server(stranger, "localhost"), check("localhost"));
        Signer alone = TestCertificates.server(null, "localhost");
        refused(Distrust.UNKNOWN_AUTHORITY, alone, check("localhost"));
        Instant later = NOW.plus(DAY.multipliedBy(20));
        refused(Distrust.EXPIRED, SERVER, check("localhost", Optional.of(later)));
        Instant before = NOW.minus(DAY.multipliedBy(2));
        refused(Distrust.NOT_YET_VALID, SERVER, check("localhost", Optional.of(before)));
    }

    @Test
    void whileTheTimeIsUnknownAnExpiredCertificateGivesItsSpan() throws Exception {
        Signer old = Spec.named("old")
                .names("localhost")
                .valid(NOW.minus(DAY.multipliedBy(2)), NOW.minus(DAY))
                .signedBy(ROOT);
        try (KeyExchangeServer server = TestExchanges.server(directory, old, NO_LIMITS)) {
            KeyExchange result = exchange(server.addresses().get(0), check("localhost", Optional.empty()));
            assertFalse(result.validity().contains(NOW));
            assertTrue(result.validity().contains(NOW.minus(DAY)));
        }
    }

    @Test
    void aPinnedKeyIsEnough() throws Exception {
        Signer alone = TestCertificates.server(null);
        try (KeyExchangeServer server = TestExchanges.server(directory, alone, NO_LIMITS)) {
            CertificateCheck pinned = new CertificateCheck(
                    new Trust.PinnedKeys(Set.of(TestCertificates.pin(alone))),
                    PeerName.of("time.example.net"),
                    Optional.of(NOW));
            assertEquals(
                    8,
                    exchange(server.addresses().get(0), pinned)
                            .response()
                            .cookies()
                            .size());
        }
    }

    @Test
    void whatTheServerHasNotIsSaid() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            KeRequest strange = new KeRequest(List.of(0), List.of(4711), false, Optional.empty(), OptionalInt.empty());
            KeyExchangeOrder order = new KeyExchangeOrder(server.addresses(), check("localhost"), strange);
            KeyExchangeException e = assertThrows(
                    KeyExchangeException.class,
                    () -> new KeyExchangeClient(TestExchanges.LIBRARY, 10_000, 10_000).exchange(order));
            assertEquals(Kind.RESPONSE, e.kind());
            assertEquals(1, server.counters().of(ExchangeOutcome.NO_COMMON_ALGORITHM));
            KeRequest other = new KeRequest(List.of(1), List.of(15), false, Optional.empty(), OptionalInt.empty());
            KeyExchangeOrder wrong = new KeyExchangeOrder(server.addresses(), check("localhost"), other);
            assertThrows(
                    KeyExchangeException.class,
                    () -> new KeyExchangeClient(TestExchanges.LIBRARY, 10_000, 10_000).exchange(wrong));
            assertEquals(1, server.counters().of(ExchangeOutcome.NO_COMMON_PROTOCOL));
        }
    }

    @Test
    void aServerWithoutMasterKeysSaysThatItIsAtFault() throws Exception {
        IdentityFiles files = TestExchanges.files(directory, SERVER);
        try (KeyExchangeServer server = TestExchanges.server(
                TestExchanges.LIBRARY, files, NO_LIMITS, List.of(loopback("127.0.0.1")), MasterKeys.NONE)) {
            KeyExchangeException e = assertThrows(
                    KeyExchangeException.class,
                    () -> exchange(server.addresses().get(0), check("localhost")));
            assertEquals(Kind.RESPONSE, e.kind());
            assertTrue(e.getMessage().startsWith("the key exchange server has an internal error"), e.getMessage());
            assertEquals(1, server.counters().of(ExchangeOutcome.NO_KEYS));
        }
    }

    @Test
    void anInterruptEndsAnExchange() throws Exception {
        try (ServerSocket silent = new ServerSocket()) {
            silent.bind(loopback("127.0.0.1"));
            InetSocketAddress at = (InetSocketAddress) silent.getLocalSocketAddress();
            Thread.currentThread().interrupt();
            KeyExchangeException e = assertThrows(
                    KeyExchangeException.class,
                    () -> new KeyExchangeClient(TestExchanges.LIBRARY, 60_000, 60_000)
                            .exchange(order(at, check("localhost"))));
            assertTrue(Thread.interrupted());
            assertEquals(Kind.CONNECTION, e.kind());
        }
    }
}
