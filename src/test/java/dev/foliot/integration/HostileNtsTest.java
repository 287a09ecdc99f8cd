package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.keyexchange.KeyExchangeClient;
import dev.foliot.keyexchange.KeyExchangeOrder;
import dev.foliot.keyexchange.certificate.CertificateCheck;
import dev.foliot.keyexchange.certificate.PeerName;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.ServerSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hostile clients can send to a daemon that serves NTS, over real sockets. Nothing of it is in its way. */
class HostileNtsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long SEED = 20261125;

    /**
     * So many are on the way at a time, which any socket has room for, each from a socket of its own: its reply can be no
     * other's.
     */
    private static final int AT_ONCE = 64;

    private static final int ROUNDS = 48;
    private static final int LARGEST = 65_535;

    private static final int IDLE = 10_000;

    /** A client has so many connections at most, so idle ones come from several addresses. */
    private static final int ADDRESSES = 100;

    private static final int SLOW = 50;

    @TempDir
    Path scratch;

    private NtsFiles files;
    private DaemonProcess daemon;
    private InetSocketAddress address;
    private InetSocketAddress keyAddress;

    @BeforeEach
    void startDaemon() throws Exception {
        files = NtsFiles.make(scratch);
        address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Chronyd.freePort());
        keyAddress = new InetSocketAddress(address.getAddress(), Chronyd.freePort());
        daemon = NtsDaemon.serving(scratch, files, "127.0.0.1", address.getPort(), keyAddress.getPort());
        daemon.start(List.of());
        daemon.await("serves", LIMIT, now -> !now.server().listen().isEmpty());
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    private KeyExchange exchange(AeadAlgorithm algorithm) throws Exception {
        CertificateCheck check =
                new CertificateCheck(files.trust(), PeerName.of("localhost"), Optional.of(Instant.now()));
        return new KeyExchangeClient(TlsLibrary.BOUNCY_CASTLE, 20_000, 20_000)
                .exchange(new KeyExchangeOrder(List.of(keyAddress), check, KeRequest.ntpv4(List.of(algorithm))));
    }

    @ParameterizedTest
    @EnumSource
    void everyDatagramIsCountedOnceAndNoReplyIsLonger(AeadAlgorithm algorithm) throws Exception {
        HostileNts attacker = new HostileNts(exchange(algorithm), SEED);
        long replies = 0;
        List<DatagramChannel> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                sockets.add(DatagramChannel.open().connect(address));
                sockets.get(i).configureBlocking(false);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                replies = round(attacker, sockets, (long) round * AT_ONCE, replies);
            }
            ServerSnapshot server = daemon.ask().orElseThrow().server();
            Map<String, Long> outcomes = server.outcomes();
            assertEquals(replies, server.answered(), server::toString);
            assertTrue(server.nts() > AT_ONCE, server::toString);
            assertTrue(outcomes.get("kiss_ntsn") > AT_ONCE, server::toString);
            assertTrue(outcomes.get("malformed") > AT_ONCE, server::toString);

            sockets.get(0).write(ByteBuffer.wrap(attacker.honest()));
            daemon.await("has answered", LIMIT, now -> now.server().answered() > server.answered());
            assertTrue(attacker.isAuthentic(received(sockets.get(0)).orElseThrow()));
        } finally {
            for (DatagramChannel socket : sockets) {
                socket.close();
            }
        }
    }

    /**
     * Sends a request from each socket, and takes all replies.
     *
     * @param sent how many requests there will have been
     * @param answered how many replies there have been
     * @return how many there have been now
     */
    private long round(HostileNts attacker, List<DatagramChannel> sockets, long sent, long answered) throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (DatagramChannel socket : sockets) {
            requests.add(attacker.next());
            socket.write(ByteBuffer.wrap(requests.get(requests.size() - 1)));
        }
        ServerSnapshot seen = daemon.await(
                        "all have come", LIMIT, now -> now.server().received() >= sent)
                .server();
        assertEquals(sent, seen.received());
        boolean[] replied = new boolean[requests.size()];
        long[] replies = {answered};
        Await.until(
                "all replies have come",
                LIMIT,
                () -> {
                    for (int i = 0; i < replied.length; i++) {
                        Optional<byte[]> reply = received(sockets.get(i));
                        if (reply.isPresent()) {
                            String request = hex(requests.get(i));
                            assertFalse(replied[i], () -> "two replies to " + request);
                            assertTrue(
                                    reply.get().length <= requests.get(i).length,
                                    () -> "a reply is longer than " + request);
                            replied[i] = true;
                            replies[0]++;
                        }
                    }
                    return replies[0] == seen.answered();
                },
                seen::toString);
        return replies[0];
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Optional<byte[]> received(DatagramChannel socket) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(LARGEST);
        return socket.read(reply) == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(reply.array(), reply.position()));
    }

    /** The slow ones send a byte of what might be TLS whenever it is their turn. */
    @Test
    void idleAndSlowConnectionsLeaveOthersTheirKeys() throws Exception {
        List<Socket> slow = new ArrayList<>();
        List<Socket> idle = new ArrayList<>();
        int exchanges = 0;
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(connect("127.0.1." + (1 + i % ADDRESSES)));
                if (i % (IDLE / SLOW) == 0) {
                    slow.add(connect("127.0.2.1"));
                }
                if (i % 100 == 0) {
                    slow.forEach(HostileNtsTest::sayALittle);
                }
                if (i % 1000 == 999) {
                    assertEquals(
                            8,
                            exchange(AeadAlgorithm.AES_SIV_CMAC_256)
                                    .response()
                                    .cookies()
                                    .size());
                    exchanges++;
                }
            }
            int connections = IDLE + slow.size() + exchanges;
            DaemonSnapshot seen = daemon.await("all connections have ended", LIMIT, now -> ended(now) == connections);
            Map<String, Long> outcomes = seen.server().keyExchange().outcomes();
            assertEquals(exchanges, outcomes.get("agreed"), outcomes::toString);
            assertEquals(0, outcomes.get("fault"), outcomes::toString);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(keyAddress);
        return socket;
    }

    private static void sayALittle(Socket socket) {
        try {
            socket.getOutputStream().write(22); // of a handshake record
        } catch (SocketException e) {
            // It has lasted long enough.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long ended(DaemonSnapshot now) {
        return now.server().keyExchange().outcomes().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
