package dev.foliot.ntsclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.RejectReason;
import dev.foliot.daemon.Measurement;
import dev.foliot.daemon.Ports;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.KeyExchanges.Outcome;
import dev.foliot.platform.Network;
import dev.foliot.platform.NoCookiesException;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.Poller;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.SystemResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys agreed on over TLS, requests and replies under them, on loopback. */
class TlsKeyExchangesTest {
    private static final Signer ROOT = TestCertificates.authority("root");
    /** Where a file of kept keys says when they were agreed on: behind whose they are, and the mark. */
    private static final int ESTABLISHED = 32 + 8;

    private static final long TIMEOUT_NS = 2_000_000_000L;
    private static final long LONGEST_WAIT_S = 30;

    @TempDir
    Path directory;

    private LoopbackNtsServer server;
    private Ports ports;
    private int asked;

    @BeforeEach
    void start() throws Exception {
        server = new LoopbackNtsServer(directory, TestCertificates.server(ROOT, "127.0.0.1"));
        ports = ports(Optional.empty());
    }

    private Ports ports(Optional<Path> sessions) throws IOException {
        return ports((network, poller) -> new TlsKeyExchanges(network, poller::wakeUp, new SessionFiles(sessions)));
    }

    private static Ports ports(BiFunction<Network, Poller, KeyExchanges> exchanges) throws IOException {
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        return new Ports(
                new NativeClock(ClockInterface.NATIVE),
                "a test",
                network,
                new SystemResolver(poller::wakeUp),
                poller,
                new DiskFiles(),
                exchanges.apply(network, poller),
                0);
    }

    @AfterEach
    void stop() {
        server.close();
        ports.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AES_SIV_CMAC_256, AES-SIV-CMAC-256",
        "AES_SIV_CMAC_512, AES-SIV-CMAC-512",
        "AES_128_GCM_SIV, AES-128-GCM-SIV"
    })
    void aServerIsMeasuredUnderTheKeysAgreedOn(AeadAlgorithm algorithm, String name) throws Exception {
        ports.close();
        ports = ports((network, poller) ->
                new TlsKeyExchanges(network, poller::wakeUp, new SessionFiles(Optional.empty()), List.of(algorithm)));
        NtsSession session = agree(authority());
        assertEquals(server.timeAddress(), session.server());
        assertTrue(session.certificates().contains(nowNs()));
        assertFalse(session.certificates().contains(nowNs() + TimeUnit.DAYS.toNanos(11)));

        Measurement measurement = new Measurement(ports, session, new SecureRandom());
        for (int i = 0; i < 20; i++) {
            Measurement.Result result = measurement.once(TIMEOUT_NS);
            assertTrue(result.sample().isPresent(), () -> "each reply brings a cookie for the next: " + result);
        }
        NtsSession.Status status = session.status().orElseThrow();
        assertEquals(name, status.algorithm());
        assertEquals(8, status.cookies());
    }

    @Test
    void whatWasAlteredOnTheWayIsNotBelieved() throws Exception {
        Measurement measurement = new Measurement(ports, agree(authority()), new SecureRandom());
        server.setAltering(true);
        Measurement.Result result = measurement.once(TIMEOUT_NS);
        assertTrue(result.sample().isEmpty());
        assertEquals(1, result.rejected().get(RejectReason.NTS_NOT_AUTHENTIC));
    }

    @Test
    void aServerThatHasForgottenItsKeysSaysSoAndIsAskedUnderOthersThen() throws Exception {
        Measurement measurement = new Measurement(ports, agree(authority()), new SecureRandom());
        server.forgetKeys();
        Measurement.Result result = measurement.once(TIMEOUT_NS);
        assertTrue(result.sample().isEmpty());
        assertEquals(1, result.rejected().get(RejectReason.NTS_NAK));

        Measurement again = new Measurement(ports, agree(authority()), new SecureRandom());
        assertTrue(again.once(TIMEOUT_NS).sample().isPresent());
    }

    @Test
    void withoutCookiesNothingIsSent() throws Exception {
        NtsSession session = agree(authority());
        Measurement measurement = new Measurement(ports, session, new SecureRandom());
        server.setSilent(true);
        for (int i = 0; i < 8; i++) {
            assertTrue(measurement.once(1_000_000).sample().isEmpty());
        }
        assertThrows(NoCookiesException.class, () -> measurement.once(TIMEOUT_NS));
        assertThrows(NoCookiesException.class, session::connect);
    }

    @Test
    void forgottenKeysSendNothing() throws Exception {
        NtsSession session = agree(authority());
        session.close();
        Measurement measurement = new Measurement(ports, session, new SecureRandom());
        assertThrows(IOException.class, () -> measurement.once(TIMEOUT_NS));
    }

    @Test
    void whoIsNotTheServerThatWasMeantGetsNoSession() throws Exception {
        Outcome.Failed unknown =
                fail(new KeyExchanges.Server("127.0.0.1", server.keyAddress(), Optional.empty(), Optional.empty()));
        assertTrue(unknown.reason().contains("no authority that is trusted here vouches"), unknown.reason());
        assertTrue(unknown.reached());
        Outcome.Failed other = fail(new KeyExchanges.Server(
                "time.example", server.keyAddress(), Optional.of(authorityFile()), Optional.empty()));
        assertTrue(other.reason().contains("time.example"), other.reason());
        Outcome.Failed wrongKey = fail(new KeyExchanges.Server(
                "127.0.0.1",
                server.keyAddress(),
                Optional.empty(),
                Optional.of("sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
        assertTrue(wrongKey.reason().contains("pinned"), wrongKey.reason());
        Outcome.Failed noFile = fail(new KeyExchanges.Server(
                "127.0.0.1",
                server.keyAddress(),
                Optional.of(directory.resolve("none.pem").toString()),
                Optional.empty()));
        assertTrue(noFile.reason().contains("none.pem"), noFile.reason());
    }

    @Test
    void serversThatSayNothingHoldNoOtherUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            InetSocketAddress nobody = (InetSocketAddress) silent.getLocalSocketAddress();
            while (asked < 40) {
                KeyExchanges.Server server =
                        new KeyExchanges.Server("127.0.0.1", nobody, Optional.empty(), Optional.empty());
                ports.keyExchanges().begin(new KeyExchanges.Request(asked++, server, OptionalLong.empty()));
            }
            assertInstanceOf(Outcome.Agreed.class, exchange(ports, authority(), OptionalLong.of(nowNs())));
        }
    }

    @Test
    void whereNobodyListensNobodyWasReached() throws Exception {
        server.stopExchanges();
        assertFalse(fail(authority()).reached());
    }

    /** The caller holds the span against the time once it knows it. */
    @Test
    void whileNobodyKnowsTheTimeACertificateMayBeOfAnyTime() throws Exception {
        Instant now = TestCertificates.NOW;
        Signer old = TestCertificates.Spec.named("old")
                .names("127.0.0.1")
                .valid(now.minus(TestCertificates.DAY.multipliedBy(9)), now.minus(TestCertificates.DAY))
                .signedBy(ROOT);
        server.close();
        server = new LoopbackNtsServer(directory, old);

        assertInstanceOf(Outcome.Failed.class, exchange(ports, authority(), OptionalLong.of(nowNs())));
        Outcome.Agreed agreed =
                assertInstanceOf(Outcome.Agreed.class, exchange(ports, authority(), OptionalLong.empty()));
        assertFalse(agreed.session().certificates().contains(nowNs()));
        assertTrue(agreed.session().certificates().contains(nowNs() - TimeUnit.DAYS.toNanos(2)));
    }

    @Test
    void theNextRunGoesOnWithTheCookiesThatAreLeftOnceAndWithTheSameTrustAlone() throws Exception {
        Path sessions = directory.resolve("nts");
        KeyExchanges.Server trusted = authority();
        try (Ports first = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Agreed.class, exchange(first, trusted, OptionalLong.of(nowNs())));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions)));
        List<Path> kept = files(sessions);
        assertEquals(1, kept.size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.get(0))));

        server.stopExchanges();
        try (Ports second = ports(Optional.of(sessions))) {
            KeyExchanges.Server byOthers =
                    new KeyExchanges.Server(trusted.host(), trusted.address(), Optional.empty(), Optional.empty());
            assertInstanceOf(Outcome.Failed.class, exchange(second, byOthers, OptionalLong.of(nowNs())));
            Outcome.Agreed agreed =
                    assertInstanceOf(Outcome.Agreed.class, exchange(second, trusted, OptionalLong.of(nowNs())));
            assertEquals(List.of(), files(sessions), "no cookie is used twice");
            Measurement measurement = new Measurement(second, agreed.session(), new SecureRandom());
            assertTrue(measurement.once(TIMEOUT_NS).sample().isPresent());
            assertInstanceOf(Outcome.Failed.class, exchange(second, trusted, OptionalLong.of(nowNs())));
        }
    }

    @Test
    void keysThatWereKeptAreAsOldAsTheyAre() throws Exception {
        Path sessions = directory.resolve("nts");
        try (Ports first = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Agreed.class, exchange(first, authority(), OptionalLong.empty()));
        }
        Path file = files(sessions).get(0);
        byte[] kept = Files.readAllBytes(file);
        ByteBuffer.wrap(kept).putLong(ESTABLISHED, nowNs() / 1_000_000_000 - 3600);
        Files.write(file, kept);
        try (Ports second = ports(Optional.of(sessions))) {
            Outcome.Agreed agreed =
                    assertInstanceOf(Outcome.Agreed.class, exchange(second, authority(), OptionalLong.empty()));
            double ageS = agreed.session().status().orElseThrow().ageS();
            assertTrue(ageS >= 3600 && ageS < 3700, () -> "age: " + ageS);
            assertEquals(agreed.session().ageNs() * 1e-9, ageS, LONGEST_WAIT_S);
        }
        long establishedS =
                ByteBuffer.wrap(Files.readAllBytes(files(sessions).get(0))).getLong(ESTABLISHED);
        double ageS = nowNs() * 1e-9 - establishedS;
        assertEquals(3600, ageS, LONGEST_WAIT_S, "and are so for the run after");
    }

    @Test
    void keysOfOneServerAreNotUsedUnderTheNameOfAnother() throws Exception {
        Path sessions = directory.resolve("nts");
        KeyExchanges.Server one = authority();
        Path sameAuthority = TestCertificates.write(directory.resolve("same.pem"), ROOT.chain());
        KeyExchanges.Server other = new KeyExchanges.Server(
                one.host(), one.address(), Optional.of(sameAuthority.toString()), Optional.empty());
        keep(sessions, one);
        Path ofOne = files(sessions).get(0);
        Path aside = Files.move(ofOne, directory.resolve("aside"));
        keep(sessions, other);
        server.stopExchanges();
        Files.move(aside, files(sessions).get(0), StandardCopyOption.REPLACE_EXISTING);

        assertNothingKept(sessions, other);
    }

    @Test
    void whatIsOldIsTakenAwayAndWhatIsNotOursStays() throws Exception {
        Path sessions = Files.createDirectory(directory.resolve("nts"));
        String name = "0123456789abcdef0123456789abcdef.session";
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(29)));
        for (String file : List.of(name, "42.new", "privkey.pem", "other.session")) {
            Files.setLastModifiedTime(Files.createFile(sessions.resolve(file)), old);
        }
        Path fresh = Files.createFile(sessions.resolve("f" + name.substring(1)));

        new SessionFiles(Optional.of(sessions)).discardOld();

        Set<Path> left = Set.of(fresh, sessions.resolve("privkey.pem"), sessions.resolve("other.session"));
        assertEquals(left, Set.copyOf(files(sessions)));
    }

    @Test
    void keysThatOthersCanReadAreNotUsed() throws Exception {
        Path sessions = directory.resolve("nts");
        keep(sessions, authority());
        server.stopExchanges();
        Files.setPosixFilePermissions(files(sessions).get(0), PosixFilePermissions.fromString("rw-r--r--"));

        assertNothingKept(sessions, authority());
        assertEquals(List.of(), files(sessions), "it is not warned of again");
    }

    @Test
    @Timeout(60)
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Path sessions = directory.resolve("nts");
        keep(sessions, authority());
        server.stopExchanges();
        Path file = files(sessions).get(0);
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());

        assertNothingKept(sessions, authority());
    }

    private void keep(Path sessions, KeyExchanges.Server with) throws Exception {
        try (Ports run = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Agreed.class, exchange(run, with, OptionalLong.empty()));
        }
    }

    private void assertNothingKept(Path sessions, KeyExchanges.Server with) throws Exception {
        try (Ports run = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Failed.class, exchange(run, with, OptionalLong.empty()));
        }
    }

    @Test
    void keysThatAreDamagedOrOfAnotherTimeAreNotUsed() throws Exception {
        Path sessions = directory.resolve("nts");
        try (Ports first = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Agreed.class, exchange(first, authority(), OptionalLong.empty()));
        }
        server.stopExchanges();
        Path file = files(sessions).get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        try (Ports second = ports(Optional.of(sessions))) {
            assertInstanceOf(Outcome.Failed.class, exchange(second, authority(), OptionalLong.empty()));
            Files.write(file, whole);
            long afterTheCertificate = nowNs() + TimeUnit.DAYS.toNanos(11);
            assertInstanceOf(Outcome.Failed.class, exchange(second, authority(), OptionalLong.of(afterTheCertificate)));
        }
    }

    private NtsSession agree(KeyExchanges.Server with) throws Exception {
        return assertInstanceOf(Outcome.Agreed.class, exchange(ports, with, OptionalLong.of(nowNs())))
                .session();
    }

    private Outcome.Failed fail(KeyExchanges.Server with) throws Exception {
        return assertInstanceOf(Outcome.Failed.class, exchange(ports, with, OptionalLong.of(nowNs())));
    }

    private Outcome exchange(Ports through, KeyExchanges.Server with, OptionalLong atUtcNs) throws Exception {
        through.keyExchanges().begin(new KeyExchanges.Request(asked, with, atUtcNs));
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S);
        List<Outcome> outcomes = List.of();
        while (outcomes.isEmpty() && System.nanoTime() < endNs) {
            through.poller().await(through.clock().read().monotonicNs() + TimeUnit.SECONDS.toNanos(1));
            outcomes = through.keyExchanges().outcomes();
        }
        assertEquals(1, outcomes.size());
        assertEquals(asked++, outcomes.get(0).number());
        return outcomes.get(0);
    }

    private KeyExchanges.Server authority() throws Exception {
        return new KeyExchanges.Server(
                "127.0.0.1", server.keyAddress(), Optional.of(authorityFile()), Optional.empty());
    }

    private String authorityFile() throws Exception {
        return TestCertificates.write(directory.resolve("ca.pem"), ROOT.chain()).toString();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
