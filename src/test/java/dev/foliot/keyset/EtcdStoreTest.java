package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.MasterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a member of a farm says to a real etcd, and what comes of it. */
class EtcdStoreTest {
    private static final long LEASE_S = 2;
    private static final List<MasterKey> KEYS = SampleKeys.of(1, 3);
    private static final List<MasterKey> OTHERS = SampleKeys.of(2, 3);

    @TempDir
    private static Path scratch;

    private static Pki pki;
    private static Etcd etcd;

    private String prefix;

    @BeforeAll
    static void start() throws Exception {
        pki = Pki.make(scratch);
        etcd = Etcd.start(scratch, pki);
    }

    @AfterAll
    static void end() throws Exception {
        if (etcd != null) {
            etcd.close();
        }
    }

    @BeforeEach
    void name(TestInfo test) {
        prefix = "/foliot/" + test.getDisplayName() + "/";
    }

    private EtcdStore member(String name) {
        return new EtcdStore(etcd.parameters(prefix), true, () -> name, LEASE_S);
    }

    @Test
    void theFirstWhoComesMakesTheKeysAndTheOthersFindThem() throws IOException {
        EtcdStore first = member("first");
        EtcdStore second = member("second");
        assertEquals(Optional.empty(), first.look());
        assertEquals(Optional.empty(), second.look());
        assertTrue(first.isEmpty());
        assertTrue(second.isEmpty());
        assertTrue(first.isOurs());
        assertFalse(second.isOurs());
        assertTrue(first.replace(KEYS));
        assertEquals(Optional.empty(), first.look(), "it knows them");
        assertEquals(Optional.of(KEYS), second.look());
        assertEquals(Optional.empty(), second.look());
        assertFalse(second.isEmpty());
        assertTrue(second.description().endsWith(", rotated by first"), second.description());
        assertEquals(KeyText.write(KEYS), etcd.get(prefix + "keys"));
    }

    @Test
    void whoOnlyFollowsNeverRotates() throws IOException {
        EtcdStore follower = new EtcdStore(etcd.parameters(prefix), false, () -> "follower", LEASE_S);
        follower.look();
        assertFalse(follower.isOurs());
        EtcdStore member = member("member");
        member.look();
        assertTrue(member.isOurs());
    }

    @Test
    void anotherTakesOverFromOneThatIsHeardOfNoMore() throws Exception {
        EtcdStore lost = member("lost");
        lost.look();
        assertTrue(lost.replace(KEYS));
        EtcdStore heir = member("heir");
        heir.look();
        assertFalse(heir.isOurs());
        Eventually.holds("it is the rotator", () -> {
            heir.look();
            return heir.isOurs();
        });
        assertTrue(heir.replace(OTHERS));
        assertTrue(lost.isOurs(), "so it believes");
        assertFalse(lost.replace(KEYS), "a rotation by one that is none");
        assertEquals(Optional.of(OTHERS), lost.look());
        assertFalse(lost.isOurs());
    }

    @Test
    void aRotatorThatMissedAChangeMayNotUndoIt() throws Exception {
        EtcdStore rotator = member("rotator");
        rotator.look();
        rotator.replace(KEYS);
        etcd.put(prefix + "keys", KeyText.write(OTHERS));
        assertFalse(rotator.replace(KEYS));
        assertFalse(rotator.isOurs());
        assertEquals(Optional.of(OTHERS), rotator.look());
        assertTrue(rotator.isOurs());
    }

    @Test
    void aRotatorStaysAsLongAsItIsHeardOf() throws Exception {
        EtcdStore rotator = member("rotator");
        EtcdStore other = member("other");
        long endNs = System.nanoTime() + 2 * LEASE_S * 1_000_000_000;
        do {
            rotator.look();
            other.look();
            assertTrue(rotator.isOurs());
            assertFalse(other.isOurs());
            Thread.sleep(200);
        } while (System.nanoTime() < endNs);
    }

    @Test
    void whoEndsLetsAnotherAtOnce() throws IOException {
        EtcdStore ending = member("ending");
        ending.look();
        assertTrue(ending.isOurs());
        ending.close();
        EtcdStore other = member("other");
        other.look();
        assertTrue(other.isOurs());
    }

    @Test
    void nonsenseIsReportedAndLeftAlone() throws IOException {
        etcd.put(prefix + "keys", "{\"version\": 2}");
        EtcdStore store = member("member");
        IOException e = assertThrows(IOException.class, store::look);
        assertEquals(prefix + "keys in etcd does not hold keys: it is of version 2, not 1", e.getMessage());
        assertFalse(store.isOurs());
        assertFalse(store.isEmpty());
        etcd.put(prefix + "keys", KeyText.write(KEYS));
        assertEquals(Optional.of(KEYS), store.look());
    }

    @Test
    void aWrongPasswordIsReported() {
        EtcdParameters.Login login = new EtcdParameters.Login(
                "foliot", etcd.login("stranger").orElseThrow().passwordFile());
        IOException e = refusal(etcd.parameters(prefix, Optional.of(login)));
        assertEquals(
                etcd.endpoint() + ": etcdserver: authentication failed, invalid user ID or password", e.getMessage());
    }

    @Test
    void aUserWithoutTheRightIsToldSo() {
        IOException e = refusal(etcd.parameters(prefix, etcd.login("stranger")));
        assertEquals(etcd.endpoint() + ": etcdserver: permission denied", e.getMessage());
    }

    @Test
    void nobodyInParticularIsNotLetIn() {
        IOException e = refusal(etcd.parameters(prefix, Optional.empty()));
        assertEquals(etcd.endpoint() + ": etcdserver: user name is empty", e.getMessage());
    }

    @Test
    void aPasswordThatOthersCanReadIsNotSent() throws IOException {
        Path password = Files.writeString(scratch.resolve("open"), "secret of foliot");
        IOException e = refusal(etcd.parameters(prefix, Optional.of(new EtcdParameters.Login("foliot", password))));
        assertTrue(e.getMessage().contains("its permissions are 0644"), e.getMessage());
    }

    @Test
    void anotherAuthorityIsNotBelieved() throws Exception {
        Pki other = Pki.make(Files.createDirectory(scratch.resolve("other")));
        EtcdParameters parameters = new EtcdParameters(
                List.of(etcd.endpoint()),
                prefix,
                etcd.login("foliot"),
                Optional.of(other.authority()),
                Optional.empty());
        IOException e = refusal(parameters);
        assertTrue(e.getMessage().contains("PKIX path"), e.getMessage());
    }

    @Test
    void anotherNameIsNotBelieved() {
        URI name = URI.create("https://localhost:" + etcd.endpoint().getPort());
        IOException e = refusal(new EtcdParameters(
                List.of(name), prefix, etcd.login("foliot"), Optional.of(pki.authority()), Optional.empty()));
        assertTrue(e.getMessage().contains("localhost"), e.getMessage());
    }

    private static IOException refusal(EtcdParameters parameters) {
        EtcdStore store = new EtcdStore(parameters, true, () -> "member", LEASE_S);
        IOException e = assertThrows(IOException.class, store::look);
        assertFalse(store.isOurs());
        assertFalse(store.isEmpty());
        return e;
    }

    @Test
    void anEndpointThatDoesNotAnswerIsPassedOver() throws IOException {
        EtcdParameters parameters = new EtcdParameters(
                List.of(URI.create("https://127.0.0.1:1"), etcd.endpoint()),
                prefix,
                etcd.login("foliot"),
                Optional.of(pki.authority()),
                Optional.empty());
        EtcdStore store = new EtcdStore(parameters, true, () -> "member", LEASE_S);
        store.look();
        assertTrue(store.isOurs());
    }

    @Test
    void anEtcdThatWantsCertificatesGetsOurs() throws Exception {
        String[] options = {
            "--client-cert-auth", "--trusted-ca-file", pki.authority().toString()
        };
        try (Etcd strict = Etcd.prepare(scratch, pki, options)) {
            EtcdParameters bare = strict.parameters(prefix, Optional.empty());
            EtcdParameters with = new EtcdParameters(
                    bare.endpoints(),
                    prefix,
                    Optional.empty(),
                    bare.certificateAuthority(),
                    Optional.of(new EtcdParameters.ClientCertificate(pki.chain(), pki.key())));
            strict.start(with);
            EtcdStore store = new EtcdStore(with, true, () -> "member", LEASE_S);
            store.look();
            assertTrue(store.isOurs());
            refusal(bare);
        }
    }
}
