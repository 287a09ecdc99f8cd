package dev.foliot.keyexchange;

import static dev.foliot.keyexchange.TestExchanges.NO_LIMITS;
import static dev.foliot.keyexchange.TestExchanges.ROOT;
import static dev.foliot.keyexchange.TestExchanges.SERVER;
import static dev.foliot.keyexchange.TestExchanges.await;
import static dev.foliot.keyexchange.TestExchanges.check;
import static dev.foliot.keyexchange.TestExchanges.exchange;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile and unlucky clients do to a server, and administrators to its files. */
class KeyExchangeServerTest {
    @TempDir
    Path directory;

    private static InetSocketAddress at(KeyExchangeServer server) {
        return server.addresses().get(0);
    }

    private static void works(KeyExchangeServer server) throws KeyExchangeException {
        assertEquals(
                8, exchange(at(server), check("localhost")).response().cookies().size());
    }

    private static Socket connect(KeyExchangeServer server, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(TestExchanges.loopback(from));
        socket.connect(at(server));
        return socket;
    }

    /** What the server says until it closes. */
    private static byte[] rest(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        } catch (SocketException e) {
            return new byte[0]; // it closed while something of ours was on its way
        }
    }

    @Test
    void idleConnectionsEndWhenTheirTimeIsOver() throws Exception {
        try (KeyExchangeServer server =
                TestExchanges.server(directory, SERVER, new ServerLimits(300, 512, 512, 1, 0))) {
            try (Socket idle = connect(server, "127.0.0.1")) {
                assertEquals(0, rest(idle).length);
            }
            assertEquals(1, server.counters().of(ExchangeOutcome.TIMED_OUT));
            works(server);
        }
    }

    @Test
    void whoSendsAByteNowAndThenGetsNoMoreTimeForIt() throws Exception {
        try (KeyExchangeServer server =
                TestExchanges.server(directory, SERVER, new ServerLimits(400, 512, 512, 1, 0))) {
            byte[] hello = hello();
            try (Socket slow = connect(server, "127.0.0.1")) {
                assertThrows(IOException.class, () -> {
                    for (byte b : hello) {
                        slow.getOutputStream().write(b);
                        Thread.sleep(20);
                    }
                });
            }
            await(() -> server.counters().of(ExchangeOutcome.TIMED_OUT) == 1);
            works(server);
        }
    }

    /** It has to load what it needs for that first, for one. */
    @Test
    void aClientMayTakeSeconds() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, ServerLimits.DEFAULT);
                Socket cold = connect(server, "127.0.0.1")) {
            Thread.sleep(3000);
            cold.getOutputStream().write(hello());
            cold.setSoTimeout(20_000);
            assertTrue(cold.getInputStream().read() >= 0, "the server hung up");
        }
    }

    private static byte[] hello() {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        TestExchanges.LIBRARY.client(check("localhost").name(), chain -> {}).send(buffer);
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void tenThousandIdleConnectionsFromManyAddressesLockNobodyOut() throws Exception {
        int enough = 10_000;
        List<Socket> idle = new ArrayList<>();
        try (KeyExchangeServer server =
                TestExchanges.server(directory, SERVER, new ServerLimits(60_000, 512, 128, 1, 0))) {
            for (int i = 0; i < enough; i++) {
                idle.add(connect(server, "127.0.1." + (1 + i % 200)));
                if (i % 2000 == 1999) {
                    works(server);
                }
            }
            works(server);
            await(() -> server.counters().of(ExchangeOutcome.DISPLACED) >= enough - 512);
            assertTrue(server.connections() <= 512, "connections: " + server.connections());
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void oneAddressCannotTakeAllConnections() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (KeyExchangeServer server =
                TestExchanges.server(directory, SERVER, new ServerLimits(60_000, 512, 128, 1, 0))) {
            for (int i = 0; i < 1000; i++) {
                idle.add(connect(server, "127.0.0.2"));
            }
            works(server);
            assertEquals(1000 - 128, server.counters().of(ExchangeOutcome.NETWORK_FULL));
            assertEquals(0, server.counters().of(ExchangeOutcome.DISPLACED));
            idle.get(0).close();
            await(() -> server.counters().of(ExchangeOutcome.BROKEN_OFF) == 1);
            try (Socket next = connect(server, "127.0.0.2")) {
                await(() -> server.connections() >= 128);
                assertTrue(next.isConnected());
            }
            assertEquals(1000 - 128, server.counters().of(ExchangeOutcome.NETWORK_FULL));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void oneAddressMayNotAskTooOften() throws Exception {
        try (KeyExchangeServer server =
                TestExchanges.server(directory, SERVER, new ServerLimits(5000, 512, 512, 3, 60_000))) {
            for (int i = 0; i < 3; i++) {
                works(server);
            }
            assertThrows(KeyExchangeException.class, () -> works(server));
            await(() -> server.counters().of(ExchangeOutcome.TOO_OFTEN) == 1);
            try (Socket other = connect(server, "127.0.0.2")) {
                await(() -> server.connections() >= 1);
                assertTrue(other.isConnected());
            }
            assertEquals(1, server.counters().of(ExchangeOutcome.TOO_OFTEN));
        }
    }

    @Test
    void garbageEndsAConnectionAtOnceAndIsCounted() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            Random random = new Random(2);
            for (int i = 0; i < 50; i++) {
                byte[] garbage = new byte[5 + random.nextInt(2000)];
                random.nextBytes(garbage);
                try (Socket socket = connect(server, "127.0.0.1")) {
                    socket.getOutputStream().write(garbage);
                    socket.shutdownOutput();
                    rest(socket);
                }
            }
            await(() -> server.counters().of(ExchangeOutcome.TLS_FAILED)
                            + server.counters().of(ExchangeOutcome.BROKEN_OFF)
                    == 50);
            try (Socket http = connect(server, "127.0.0.1")) {
                http.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
                assertEquals(0, rest(http).length, "nothing to who has not said a word of TLS");
            }
            works(server);
        }
    }

    @Test
    void whoGoesAwayInTheMiddleIsForgotten() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            try (Socket half = connect(server, "127.0.0.1")) {
                half.getOutputStream().write(hello());
                half.shutdownOutput();
                rest(half);
            }
            await(() -> server.counters().of(ExchangeOutcome.BROKEN_OFF) == 1);
            await(() -> server.connections() == 0);
            works(server);
        }
    }

    @Test
    void certificatesThatAreReplacedAreUsedWithoutARestart() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            works(server);
            Signer other = TestCertificates.server(ROOT, "other.example.net");
            TestExchanges.files(directory, other);
            touch(1);
            server.reload();
            await(() -> accepts(server, "other.example.net"));
            assertFalse(accepts(server, "localhost"));
            Files.writeString(directory.resolve("key.pem"), "broken");
            server.reload();
            exchange(at(server), check("other.example.net"));
            TestExchanges.files(directory, SERVER);
            touch(2);
            await(() -> accepts(server, "localhost"));
        }
    }

    private void touch(int seconds) throws IOException {
        for (String name : List.of("chain.pem", "key.pem")) {
            Files.setLastModifiedTime(
                    directory.resolve(name), FileTime.from(Instant.now().plusSeconds(seconds)));
        }
    }

    private static boolean accepts(KeyExchangeServer server, String name) {
        try {
            exchange(at(server), check(name));
            return true;
        } catch (KeyExchangeException e) {
            return false;
        }
    }

    @Test
    void itStopsAndFreesItsPort() throws Exception {
        KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS);
        InetSocketAddress address = at(server);
        try (Socket open = connect(server, "127.0.0.1")) {
            await(() -> server.connections() == 1);
            server.close();
            assertEquals(0, rest(open).length);
        }
        TestExchanges.server(TestExchanges.LIBRARY, directory, SERVER, NO_LIMITS, address)
                .close();
    }

    @Test
    void allAddressesOfBothKindsNeedOneSocket() throws Exception {
        int port;
        try (Socket any = new Socket()) {
            any.bind(TestExchanges.loopback("127.0.0.1"));
            port = any.getLocalPort();
        }
        List<InetSocketAddress> all =
                List.of(new InetSocketAddress("0.0.0.0", port), new InetSocketAddress("::", port));
        try (KeyExchangeServer server = TestExchanges.server(directory, all)) {
            assertEquals(1, server.addresses().size());
            for (String address : List.of("127.0.0.1", "::1")) {
                exchange(new InetSocketAddress(address, port), check(address));
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (KeyExchangeServer server = TestExchanges.server(directory, SERVER, NO_LIMITS)) {
            BindException e = assertThrows(
                    BindException.class,
                    () -> TestExchanges.server(TestExchanges.LIBRARY, directory, SERVER, NO_LIMITS, at(server)));
            assertTrue(e.getMessage().contains(Addresses.text(at(server))), e.getMessage());
        }
    }
}
