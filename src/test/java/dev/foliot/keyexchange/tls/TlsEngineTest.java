package dev.foliot.keyexchange.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.TestCertificates.Spec;
import dev.foliot.keyexchange.certificate.Trust;
import java.security.cert.TrustAnchor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each library as a client of each as a server; where Java cannot export, of BouncyCastle alone. */
class TlsEngineTest {
    private static final PeerName NAME = PeerName.of("time.example.net");
    private static final Signer ROOT = TestCertificates.authority("root");
    private static final Signer SERVER = TestCertificates.server(ROOT, "time.example.net");
    private static final String LABEL = "EXPORTER-network-time-security";

    static Stream<TlsLibrary> libraries() {
        return Arrays.stream(TlsLibrary.values()).filter(TlsLibrary::isUsable);
    }

    static Stream<Arguments> pairs() {
        return libraries().flatMap(client -> libraries().map(server -> Arguments.of(client, server)));
    }

    private static CertificateCheck check(PeerName name) {
        Trust trust = new Trust.Authorities(Set.of(new TrustAnchor(ROOT.certificate(), null)));
        return new CertificateCheck(trust, name, Optional.of(TestCertificates.NOW));
    }

    private static TlsPair pair(TlsLibrary client, TlsLibrary server, Signer signer, int piece) {
        return new TlsPair(
                client.client(NAME, check(NAME)::check),
                server.acceptor(signer.identity()).accept(),
                piece);
    }

    private static void talk(TlsPair pair) {
        byte[] request = "request".getBytes(US_ASCII);
        byte[] response = new byte[40_000];
        Arrays.fill(response, (byte) 'r');
        pair.client.write(request);
        pair.run();
        assertArrayEquals(request, TlsPair.read(pair.server));
        pair.server.write(response);
        pair.run();
        assertArrayEquals(response, TlsPair.read(pair.client));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bothSidesTalkAndExportTheSameKeys(TlsLibrary client, TlsLibrary server) {
        TlsPair pair = pair(client, server, SERVER, 4096).run();
        assertEquals(TlsEngine.State.OPEN, pair.client.state(), pair.client.failure());
        assertEquals(TlsEngine.State.OPEN, pair.server.state(), pair.server.failure());
        talk(pair);
        byte[] context = {0, 0, 0, 15, 0};
        byte[] keys = pair.client.exportKeys(LABEL, context, 32);
        assertEquals(32, keys.length);
        assertArrayEquals(keys, pair.server.exportKeys(LABEL, context, 32));
        context[4] = 1;
        byte[] others = pair.client.exportKeys(LABEL, context, 64);
        assertArrayEquals(others, pair.server.exportKeys(LABEL, context, 64));
        assertFalse(Arrays.equals(keys, Arrays.copyOf(others, 32)));
        assertArrayEquals(
                pair.client.exportKeys(LABEL, new byte[0], 16), pair.server.exportKeys(LABEL, new byte[0], 16));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bytesMayComeOneByOne(TlsLibrary client, TlsLibrary server) {
        talk(pair(client, server, SERVER, 1).run());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whoClosesSaysSo(TlsLibrary client, TlsLibrary server) {
        TlsPair pair = pair(client, server, SERVER, 4096).run();
        pair.server.write("last".getBytes(US_ASCII));
        pair.server.close();
        pair.run();
        assertEquals(TlsEngine.State.CLOSED, pair.client.state(), pair.client.failure());
        assertEquals("last", new String(TlsPair.read(pair.client), US_ASCII));
        assertEquals(32, pair.client.exportKeys(LABEL, new byte[0], 32).length, "until it is closed here, too");
        pair.client.receiveEnd();
        assertEquals(TlsEngine.State.CLOSED, pair.client.state(), pair.client.failure());
        pair.client.close();
        pair.client.close();
        assertEquals(TlsEngine.State.CLOSED, pair.client.state(), "closing twice is closing");
        assertThrows(IllegalStateException.class, () -> pair.client.exportKeys(LABEL, new byte[0], 32));
        assertThrows(IllegalStateException.class, () -> pair.server.exportKeys(LABEL, new byte[0], 32));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void anEndWithoutFarewellIsAFailure(TlsLibrary library) {
        TlsPair pair = pair(library, library, SERVER, 4096).run();
        pair.client.receiveEnd();
        assertEquals(TlsEngine.State.FAILED, pair.client.state());
        assertEquals("the other side broke the connection off", pair.client.failure());
        TlsPair early = pair(library, library, SERVER, 4096);
        early.server.receiveEnd();
        assertEquals(TlsEngine.State.FAILED, early.server.state());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyKindOfKeyServes(TlsLibrary client, TlsLibrary server) {
        for (String kind : List.of("secp256r1", "secp384r1", "secp521r1", "RSA", "Ed25519")) {
            Signer signer = Spec.named("server")
                    .names("time.example.net")
                    .keys(TestCertificates.keys(kind))
                    .signedBy(ROOT);
            TlsPair pair = pair(client, server, signer, 4096).run();
            assertEquals(TlsEngine.State.OPEN, pair.client.state(), kind + ": " + pair.client.failure());
            talk(pair);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRefusedCertificateEndsTheHandshakeWithAnAlertAndTheReason(TlsLibrary client, TlsLibrary server) {
        PeerName other = PeerName.of("other.example.net");
        TlsPair pair = new TlsPair(
                        client.client(other, check(other)::check),
                        server.acceptor(SERVER.identity()).accept(),
                        4096)
                .run();
        assertEquals(TlsEngine.State.FAILED, pair.client.state());
        assertEquals("the certificate is not for other.example.net but for [time.example.net]", pair.client.failure());
        assertEquals(TlsEngine.State.FAILED, pair.server.state(), "it was told");
        assertThrows(IllegalStateException.class, () -> pair.client.exportKeys(LABEL, new byte[0], 32));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void noTicketIsSentSoNoConnectionIsResumed(TlsLibrary client, TlsLibrary server) {
        TlsPair pair = pair(client, server, SERVER, 4096);
        pair.carry(pair.client, pair.server);
        pair.carry(pair.server, pair.client);
        assertEquals(TlsEngine.State.OPEN, pair.client.state(), pair.client.failure());
        pair.carry(pair.client, pair.server);
        assertEquals(TlsEngine.State.OPEN, pair.server.state(), pair.server.failure());
        assertFalse(pair.server.hasOutput(), "a ticket would come now");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void garbageFailsWithAnAlertAndNothingElse(TlsLibrary library) {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            TlsEngine server = library.acceptor(SERVER.identity()).accept();
            byte[] garbage = new byte[1 + random.nextInt(600)];
            random.nextBytes(garbage);
            if (i % 2 == 0 && garbage.length > 9) {
                byte[] header = {22, 3, 1, (byte) (garbage.length - 5 >> 8), (byte) (garbage.length - 5), 1, 0};
                System.arraycopy(header, 0, garbage, 0, header.length);
            }
            server.receive(garbage, 0, garbage.length);
            server.receive(garbage, 0, garbage.length);
            assertNotEquals(TlsEngine.State.OPEN, server.state());
            server.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aHelloThatIsDamagedAnywhereNeverThrows(TlsLibrary client, TlsLibrary server) {
        byte[] hello = TlsPair.output(client.client(NAME, check(NAME)::check));
        TlsAcceptor acceptor = server.acceptor(SERVER.identity());
        for (int i = 0; i < hello.length; i++) {
            byte[] damaged = hello.clone();
            damaged[i] ^= (byte) 0xff;
            TlsEngine engine = acceptor.accept();
            engine.receive(damaged, 0, damaged.length);
            assertNotEquals(TlsEngine.State.OPEN, engine.state(), "byte " + i);
            assertNotEquals("", engine.failure() + engine.state().name().replace("FAILED", ""));
        }
    }

    @Test
    void clientsUseJavasOwnLibraryWhereItCanExport() {
        boolean can = Runtime.version().feature() >= 25;
        assertEquals(can ? TlsLibrary.JSSE : TlsLibrary.BOUNCY_CASTLE, TlsLibrary.forClients());
        assertEquals(can, TlsLibrary.JSSE.isUsable());
    }
}
