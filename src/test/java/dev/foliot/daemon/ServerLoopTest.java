package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.SystemClock;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.Outcome;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Refusal;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.server.ServerTotals;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop over sockets of the operating system, on loopback. */
class ServerLoopTest {
    private static final long AHEAD_NS = 3_600_000_000_000L;
    private static final int PATIENCE_MS = 5000;
    private static final int SILENCE_MS = 200;
    private static final int BURSTS = 50;
    private static final int BURST = 100;
    private static final long NONCE = 0x0123_4567_89ab_cdefL;

    private final NativeClock kernel;

    ServerLoopTest() throws IOException {
        kernel = new NativeClock(ClockInterface.NATIVE);
    }

    @Test
    void repliesAreStampedByTheClockThatIsServed() throws Exception {
        UserspaceClock ahead = new UserspaceClock(kernel);
        ahead.step(AHEAD_NS);
        for (SystemClock clock : List.of(kernel, ahead)) {
            try (EmbeddedServer server = server(clock, RateLimit.DEFAULT, AccessRules.OPEN);
                    DatagramSocket client = client(server)) {
                long beforeNs = clock.read().utcNs();
                ByteBuffer reply = ask(client, 0, 0);
                long afterNs = clock.read().utcNs();
                long receiveNs = NtpTimestamp.toUnixNs(reply.getLong(NtpHeader.RECEIVE_TIMESTAMP), beforeNs);
                long transmitNs = NtpTimestamp.toUnixNs(reply.getLong(NtpHeader.TRANSMIT_TIMESTAMP), beforeNs);
                assertTrue(beforeNs <= receiveNs + 1, () -> "received " + (receiveNs - beforeNs) + " ns after");
                assertTrue(receiveNs <= transmitNs + 1, () -> "sent " + (transmitNs - receiveNs) + " ns after");
                assertTrue(transmitNs <= afterNs, () -> "there " + (afterNs - transmitNs) + " ns after");
                assertEquals(NONCE, reply.getLong(NtpHeader.ORIGIN_TIMESTAMP));
            }
        }
    }

    @Test
    void interleavedReplyTellsWhenTheOneBeforeLeft() throws Exception {
        try (EmbeddedServer server = server(kernel, RateLimit.DEFAULT, AccessRules.OPEN);
                DatagramSocket client = client(server)) {
            ByteBuffer first = ask(client, 0, 0);
            ByteBuffer second = ask(client, first.getLong(NtpHeader.RECEIVE_TIMESTAMP), ~NONCE);
            assertEquals(NONCE, second.getLong(NtpHeader.ORIGIN_TIMESTAMP));
            ByteBuffer third = ask(client, second.getLong(NtpHeader.RECEIVE_TIMESTAMP), ~NONCE);
            assertEquals(~NONCE, third.getLong(NtpHeader.ORIGIN_TIMESTAMP));
            long left = third.getLong(NtpHeader.TRANSMIT_TIMESTAMP);
            assertTrue(left - second.getLong(NtpHeader.RECEIVE_TIMESTAMP) > 0, "after the second request came");
            assertTrue(left - third.getLong(NtpHeader.RECEIVE_TIMESTAMP) < 0, "before the third came");
            assertEquals(0, left & 1);

            ClientStatistics known = server.loop.clients().get(0);
            assertEquals(InetAddress.getLoopbackAddress(), known.address());
            assertEquals(3, known.requests());
            assertEquals(1, known.interleaved());
            ServerTotals totals = server.loop.totals();
            assertEquals(2, totals.of(Outcome.BASIC));
            assertEquals(1, totals.of(Outcome.INTERLEAVED));
            assertEquals(0, totals.sendFailures() + totals.receiveFailures());
        }
    }

    @Test
    void whatGetsNoAnswerHoldsUpNothing() throws Exception {
        try (EmbeddedServer server = server(kernel, RateLimit.NONE, AccessRules.OPEN);
                DatagramSocket client = client(server)) {
            for (int length : new int[] {1, 47, 52, 1408, 9000}) {
                client.send(new DatagramPacket(new byte[length], length));
                ask(client, 0, 0);
            }
            byte[] reply = ask(client, 0, 0).array();
            client.send(new DatagramPacket(reply, reply.length));
            assertSilence(client);
            assertEquals(5, server.loop.totals().of(Outcome.MALFORMED));
            assertEquals(1, server.loop.totals().of(Outcome.NOT_A_REQUEST));
            assertEquals(6, server.loop.totals().answered());
        }
    }

    @Test
    void refusedAreIgnored() throws Exception {
        AccessRules nobody = new AccessRules(List.of(), Refusal.IGNORE, List.of(), Refusal.IGNORE);
        try (EmbeddedServer server = server(kernel, RateLimit.NONE, nobody);
                DatagramSocket client = client(server)) {
            client.send(request(0, 0));
            assertSilence(client);
            assertEquals(1, server.loop.totals().of(Outcome.REFUSED));
            assertEquals(List.of(), server.loop.clients());
        }
    }

    /** Nothing is lost or mixed up when batches are full, and nothing is left to collect. */
    @Test
    void burstsAreAnsweredOneByOne() throws Exception {
        try (EmbeddedServer server = server(kernel, RateLimit.NONE, AccessRules.OPEN);
                DatagramSocket client = client(server)) {
            bursts(client);
            long leastAllocated = Long.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long before = server.allocatedBytes();
                bursts(client);
                leastAllocated = Math.min(leastAllocated, server.allocatedBytes() - before);
            }
            assertEquals(4 * BURSTS * BURST, server.loop.totals().answered());
            long allocated = leastAllocated;
            assertTrue(allocated < BURSTS * BURST / 2, () -> allocated + " bytes for some readings of the clock");
        }
    }

    private static void bursts(DatagramSocket client) throws IOException {
        for (int burst = 0; burst < BURSTS; burst++) {
            boolean[] answered = new boolean[BURST];
            for (int i = 0; i < BURST; i++) {
                ByteBuffer request = ByteBuffer.wrap(request(0, 0).getData()).putLong(NtpHeader.TRANSMIT_TIMESTAMP, i);
                client.send(new DatagramPacket(request.array(), NtpHeader.SIZE));
            }
            for (int i = 0; i < BURST; i++) {
                answered[(int) receive(client).getLong(NtpHeader.ORIGIN_TIMESTAMP)] = true;
            }
            for (boolean each : answered) {
                assertTrue(each);
            }
        }
    }

    private static EmbeddedServer server(SystemClock clock, RateLimit limit, AccessRules access) throws IOException {
        ServerState state = new ServerState(LeapIndicator.NONE, 1, -25, 0, 1e-6, 0, 0, 0x54455354, 0, 0);
        return new EmbeddedServer(
                clock, 0, () -> state, new ServerParameters(List.of(), limit, 1024, 64, 16, 1), access);
    }

    private static DatagramSocket client(EmbeddedServer server) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(server.address());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static ByteBuffer ask(DatagramSocket client, long origin, long receive) throws IOException {
        client.send(request(origin, receive));
        return receive(client);
    }

    private static DatagramPacket request(long origin, long receive) {
        ByteBuffer bytes = ByteBuffer.allocate(NtpHeader.SIZE);
        new NtpPacketWriter()
                .wrap(bytes, 0, NtpHeader.SIZE)
                .clientRequest(6, NONCE)
                .originTimestamp(origin)
                .receiveTimestamp(receive);
        return new DatagramPacket(bytes.array(), NtpHeader.SIZE);
    }

    private static ByteBuffer receive(DatagramSocket client) throws IOException {
        DatagramPacket reply = new DatagramPacket(new byte[1500], 1500);
        client.receive(reply);
        assertEquals(NtpHeader.SIZE, reply.getLength());
        return ByteBuffer.wrap(Arrays.copyOf(reply.getData(), NtpHeader.SIZE));
    }

    private static void assertSilence(DatagramSocket client) throws IOException {
        client.setSoTimeout(SILENCE_MS);
        assertThrows(SocketTimeoutException.class, () -> receive(client));
        client.setSoTimeout(PATIENCE_MS);
        assertFalse(client.isClosed());
    }
}
