package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.keyexchange.KeyExchangeClient;
import dev.foliot.keyexchange.KeyExchangeException;
import dev.foliot.keyexchange.KeyExchangeOrder;
import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.ClientSession;
import dev.foliot.nts.ReplyVerdict;
import dev.foliot.nts.SessionState;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AES-SIV-CMAC-512 with another's server: a client of Foliot's takes another algorithm, if the server has that. */
@Tag("peers")
class LongKeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TIMEOUT_MS = 5000;

    /** More than the cookies that a key exchange gives. */
    private static final int MANY = 10;

    @TempDir
    Path scratch;

    @Test
    void ntpdRs() throws Exception {
        NtsFiles files = NtsFiles.make(scratch);
        int port = Chronyd.freePort();
        int keyPort = Chronyd.freePort();
        try (NtpdRs server = NtpdRs.server(scratch, files, port, keyPort)) {
            KeyExchange agreed = exchange(files, keyPort, server);
            assertEquals(AeadAlgorithm.AES_SIV_CMAC_512, agreed.response().algorithm());
            assertEquals(port, agreed.response().ntpPort().orElseThrow());

            ClientSession session = session(agreed);
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.setSoTimeout(TIMEOUT_MS);
                for (int i = 0; i < MANY; i++) {
                    assertEquals(1, stratum(socket, session), server::account);
                    assertEquals(8, session.cookies());
                }
            }
        }
    }

    /** As soon as the server listens. */
    private static KeyExchange exchange(NtsFiles files, int keyPort, NtpdRs server) throws Exception {
        KeyExchangeClient client = new KeyExchangeClient(TlsLibrary.BOUNCY_CASTLE, TIMEOUT_MS, TIMEOUT_MS);
        KeyExchangeOrder order = new KeyExchangeOrder(
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), keyPort)),
                new CertificateCheck(
                        Trust.ofFile(files.authority()), PeerName.of("localhost"), Optional.of(Instant.now())),
                KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_512)));
        KeyExchange[] agreed = new KeyExchange[1];
        Await.until(
                "keys",
                LIMIT,
                () -> {
                    try {
                        agreed[0] = client.exchange(order);
                        return true;
                    } catch (KeyExchangeException e) {
                        return false;
                    }
                },
                server::account);
        return agreed[0];
    }

    private static ClientSession session(KeyExchange agreed) {
        return new ClientSession(
                new SessionState(
                        "127.0.0.1",
                        agreed.response().ntpPort().orElseThrow(),
                        agreed.keys(),
                        agreed.otherKeys(),
                        agreed.response().cookies(),
                        Instant.now().getEpochSecond(),
                        agreed.validity().notBefore().getEpochSecond(),
                        agreed.validity().notAfter().getEpochSecond()),
                new SecretNonces(new byte[SecretNonces.SEED_LENGTH]));
    }

    /** What an authentic reply says. */
    private static int stratum(DatagramSocket socket, ClientSession session) throws Exception {
        ByteBuffer packet = ByteBuffer.allocate(ClientSession.LONGEST_REQUEST);
        new NtpPacketWriter().wrap(packet, 0, NtpHeader.SIZE).clientRequest(6, System.nanoTime());
        socket.send(new DatagramPacket(packet.array(), session.seal(packet, 0)));
        DatagramPacket reply = new DatagramPacket(packet.array(), packet.capacity());
        socket.receive(reply);
        assertEquals(ReplyVerdict.AUTHENTIC, session.open(packet, 0, reply.getLength()));
        NtpPacketView view = new NtpPacketView();
        view.wrap(packet, 0, reply.getLength());
        return view.stratum();
    }
}
