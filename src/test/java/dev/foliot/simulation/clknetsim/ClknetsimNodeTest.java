package dev.foliot.simulation.clknetsim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What goes over the wire, byte by byte, and what comes of the replies. */
@EnabledIf("littleEndian")
class ClknetsimNodeTest {
    private static final long START_UTC_S = 1_767_225_600L;
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.168.123.1", 123);

    private final FakeSimulator simulator = new FakeSimulator(0);
    private final DatagramBatch batch = new DatagramBatch(2);
    private ClknetsimNode node;

    static boolean littleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @BeforeEach
    void join() {
        node = new ClknetsimNode(simulator, 2, START_UTC_S);
    }

    @Test
    void nodesAreCountedFromZeroOnTheWire() {
        assertEquals("01000000" + "00000000" + "01000000", simulator.latest(1));
        assertEquals("02000000" + "00000000" + "00000000", simulator.latest(2));
    }

    @Test
    void waitIsOnTheMonotonicScaleUntilAPacketComes() {
        assertTrue(node.poller().await(1_500_000_000L).isEmpty());
        assertEquals("06000000" + "00000000" + "000000000000f83f" + "01000000" + "00000000", simulator.latest(6));
        assertEquals(1.5, simulator.trueS, 1e-12);
        assertEquals(
                START_UTC_S * 1_000_000_000L + 1_500_000_000L,
                node.clock().read().utcNs());
    }

    @Test
    void timeThatIsPastNeedsNoWait() {
        int before = simulator.requests.size();
        assertTrue(node.poller().await(0).isEmpty());
        node.poller().wakeUp();
        assertTrue(node.poller().await(1_000_000_000L).isEmpty());
        assertEquals(before, simulator.requests.size());
    }

    @Test
    void frequencyIsInTicksBeyondWhatTheKernelTakes() throws Exception {
        Frequency inForce = node.clock().setFrequency(Frequency.ofPpm(-300));
        assertEquals(-300, inForce.ppm(), 1e-4);
        String request = simulator.latest(4);
        assertEquals(2 * (8 + 216), request.length());
        assertEquals("04000000" + "00000000" + "00000000" + "00000000" + "02400000", request.substring(0, 40));
        assertEquals("0000d4feffffffff", field(request, 16), "-300 x 65536");
        assertEquals("1027000000000000", field(request, 88), "10000");

        assertEquals(1234.5, node.clock().setFrequency(Frequency.ofPpm(1234.5)).ppm(), 1e-4);
        assertEquals("1c27000000000000", field(simulator.latest(4), 88), "10012");
        assertEquals("0080220000000000", field(simulator.latest(4), 16), "34.5 x 65536");
    }

    @Test
    void stepIsInWholeSecondsAndNanosecondsForward() throws Exception {
        node.clock().step(-1);
        String request = simulator.latest(4);
        assertEquals("00210000", request.substring(32, 40), "SETOFFSET and NANO");
        assertEquals("ffffffffffffffff", field(request, 72), "-1 s");
        assertEquals("ffc99a3b00000000", field(request, 80), "999999999 ns");
        assertEquals(START_UTC_S * 1_000_000_000L - 1, node.clock().read().utcNs());
        assertEquals(0, node.clock().read().monotonicNs());
    }

    @Test
    void statusIsThatOfTheKernel() throws Exception {
        node.clock().setStatus(new ClockStatus(LeapIndicator.DELETE, 1_000_001, 2000));
        String request = simulator.latest(4);
        assertEquals("1c000000", request.substring(32, 40), "STATUS, MAXERROR and ESTERROR");
        assertEquals("e903000000000000", field(request, 24), "1001 us, rounded up");
        assertEquals("0200000000000000", field(request, 32));
        assertEquals("20000000", field(request, 40).substring(0, 8));
        assertEquals(LeapIndicator.DELETE, node.clock().state().leap());
    }

    /** A field of struct timex, which begins 16 bytes into the message, as eight bytes. */
    private static String field(String request, int offset) {
        return request.substring(2 * (16 + offset), 2 * (24 + offset));
    }

    @Test
    void datagramIsSentAndItsReplyReceived() throws IOException {
        try (TimestampedSocket socket = node.network().connect(SERVER)) {
            node.poller().add(socket);
            batch.clear(0);
            batch.setLength(0, 3);
            batch.payload().put(DatagramBatch.payloadOffset(0), new byte[] {7, 8, 9});
            assertEquals(1, socket.send(batch, 0, 1));
            assertEquals(
                    "07000000" + "00000000" + "01000000" + "00000000" + "00000000" + "00800000" + "7b000000"
                            + "03000000" + "070809",
                    simulator.latest(7));
            assertEquals(List.of(socket), node.poller().await(Long.MAX_VALUE), "the request's stamp is there");
            assertEquals(1, socket.receiveTransmitStamps(batch));
            assertEquals(START_UTC_S * 1_000_000_000L, batch.stampNs(0));

            simulator.arrive(0.25, 0, 123, 32_768, new byte[] {1, 2});
            assertEquals(List.of(socket), node.poller().await(Long.MAX_VALUE));
            assertEquals("08000000" + "00000000", simulator.latest(8));
            assertEquals(1, socket.receive(batch));
            assertEquals(2, batch.length(0));
            byte[] payload = new byte[2];
            batch.payload().get(DatagramBatch.payloadOffset(0), payload);
            assertArrayEquals(new byte[] {1, 2}, payload);
            assertEquals(SERVER, batch.remote(0));
            assertEquals(InetAddress.getByName("192.168.123.2"), batch.local(0));
            assertEquals(START_UTC_S * 1_000_000_000L + 250_000_000, batch.stampNs(0));
            assertEquals(StampSource.KERNEL, batch.stampSource(0));
        }
    }

    @Test
    void strangersAndClosedPortsAreNotHeard() throws IOException {
        try (TimestampedSocket socket = node.network().connect(SERVER)) {
            node.poller().add(socket);
            simulator.arrive(0.1, 2, 123, 32_768, new byte[] {1});
            simulator.arrive(0.2, 0, 99, 32_768, new byte[] {1});
            simulator.arrive(0.3, 0, 123, 33_000, new byte[] {1});
            assertTrue(node.poller().await(1_000_000_000L).isEmpty());
            assertEquals(1, simulator.trueS, 1e-12);
        }
    }

    @Test
    void longDatagramIsCutAndSaidToBe() throws IOException {
        try (TimestampedSocket socket = node.network().bind(new InetSocketAddress("0.0.0.0", 123))) {
            node.poller().add(socket);
            simulator.arrive(0.1, 0, 123, 123, new byte[4000]);
            assertEquals(1, node.poller().await(1_000_000_000L).size());
            assertEquals(1, socket.receive(batch));
            assertEquals(DatagramBatch.PAYLOAD_CAPACITY, batch.length(0));
            assertEquals(DatagramBatch.FLAG_TRUNCATED, batch.flags(0));
            assertThrows(
                    BindException.class, () -> node.network().bind(new InetSocketAddress("0.0.0.0", 123)), "taken");
        }
        assertThrows(BindException.class, () -> node.network().bind(new InetSocketAddress("192.168.123.9", 123)));
    }

    @Test
    void thereIsNoWayOutOfTheSimulatedNetwork() throws IOException {
        try (TimestampedSocket socket = node.network().connect(new InetSocketAddress("192.0.2.1", 123))) {
            batch.clear(0);
            assertThrows(NoRouteToHostException.class, () -> socket.send(batch, 0, 1));
        }
    }

    @Test
    void addressesResolveAndNamesDoNot() {
        node.resolver().resolve("192.168.123.1");
        node.resolver().resolve("ntp.example");
        assertTrue(node.poller().await(1_000_000_000L).isEmpty(), "it wakes the poller");
        assertEquals(0, simulator.trueS);
        List<dev.foliot.platform.Resolver.Answer> answers = node.resolver().answers();
        assertEquals(List.of(SERVER.getAddress()), answers.get(0).addresses());
        assertEquals(List.of(), answers.get(1).addresses());
        assertEquals(List.of(), node.resolver().answers());
    }

    @Test
    void endIsToldApartFromABreak() {
        simulator.endS = 0.5;
        assertTrue(
                assertThrows(SimulationEndedException.class, () -> node.poller().await(1_000_000_000L))
                        .isRegular());
        simulator.gone = true;
        assertFalse(
                assertThrows(SimulationEndedException.class, () -> node.poller().await(1_000_000_000L))
                        .isRegular());
        assertFalse(assertThrows(SimulationEndedException.class, () -> new ClknetsimNode(simulator, 1, 0))
                .isRegular());
    }
}
