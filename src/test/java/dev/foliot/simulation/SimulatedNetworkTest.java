package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final InetSocketAddress LISTENER = new InetSocketAddress(TestWorld.SERVER.getAddress(), 10_123);

    private final DatagramBatch batch = new DatagramBatch(8);
    private TestWorld world;
    private SimulatedSocket listener;
    private SimulatedSocket client;

    @BeforeEach
    void openSockets() throws IOException {
        world = TestWorld.ofPerfectClocks();
        listener = world.serverHost.bind(LISTENER);
        client = world.clientHost.connect(LISTENER);
    }

    private void send(int content) throws IOException {
        batch.clear(0);
        batch.setLength(0, 1);
        batch.payload().put(DatagramBatch.payloadOffset(0), (byte) content);
        assertEquals(1, client.send(batch, 0, 1));
    }

    private int content(int slot) {
        return batch.payload().get(DatagramBatch.payloadOffset(slot));
    }

    @Test
    void datagramArrivesAfterItsDelayAndNotBefore() throws IOException {
        world.join(Delays.constant(0.025), Delays.constant(0.01));
        send(1);
        world.world.run(0.025 - 1e-12);
        assertEquals(0, listener.receive(batch));
        world.world.run(1e-12);
        assertEquals(1, listener.receive(batch));
    }

    @Test
    void stampsAreTakenOnTheClocksOfTheirHosts() throws Exception {
        world.clientClock.step(7_000_000_000L);
        world.serverClock.step(-3_000_000_000L);
        send(1);
        assertEquals(TestWorld.START_UTC_NS + 7_000_000_000L, batch.stampNs(0));
        world.world.run(1);

        assertEquals(1, listener.receive(batch));
        assertEquals(TestWorld.START_UTC_NS - 3_000_000_000L + 10_000_000, batch.stampNs(0));
        assertEquals(1, client.receiveTransmitStamps(batch));
        assertEquals(TestWorld.START_UTC_NS + 7_000_000_000L, batch.stampNs(0));
    }

    @Test
    void lowestBitOfTheTransmitTimestampIsZero() throws IOException {
        world.world.run(5e-9);
        batch.clear(0);
        batch.setLength(0, 48);
        batch.setFlags(0, DatagramBatch.FLAG_STAMP_TRANSMIT);
        client.send(batch, 0, 1);

        // 5 ns are 21.5 units of 2^-32 s.
        long transmit = batch.payload().getLong(DatagramBatch.payloadOffset(0) + DatagramBatch.NTP_TRANSMIT);
        assertEquals(20, transmit & 0xffff_ffffL);
    }

    @Test
    void replyOfAListenerAtEveryAddressLeavesFromTheOneThatWasAsked() throws IOException {
        InetSocketAddress second = new InetSocketAddress(TestWorld.address("192.0.2.3"), 10_123);
        InetSocketAddress first = new InetSocketAddress(TestWorld.address("192.0.2.2"), 10_123);
        SimulatedNetwork dual =
                new SimulatedNetwork(world.fabric, world.serverClock, first.getAddress(), second.getAddress());
        world.fabric.join(TestWorld.CLIENT, first.getAddress(), Delays.constant(0.01), Delays.constant(0.01));
        world.fabric.join(TestWorld.CLIENT, second.getAddress(), Delays.constant(0.01), Delays.constant(0.01));
        listener = dual.bind(any(10_123));
        client = world.clientHost.connect(second);
        send(1);
        world.world.run(1);
        assertEquals(1, listener.receive(batch));
        listener.send(batch, 0, 1);
        world.world.run(1);

        assertEquals(1, client.receive(batch));
        assertEquals(second, batch.remote(0));
    }

    @Test
    void laterDatagramMayOvertake() throws IOException {
        ArrayDeque<Double> delays = new ArrayDeque<>(List.of(0.050, 0.010, 0.030));
        world.join(trueS -> delays.remove(), Delays.constant(0.01));
        send(1);
        send(2);
        send(3);
        world.world.run(1);

        assertEquals(3, listener.receive(batch));
        assertEquals(List.of(2, 3, 1), List.of(content(0), content(1), content(2)));
        assertEquals(40_000_000, batch.stampNs(2) - batch.stampNs(0));
    }

    @Test
    void datagramsOfEqualDelayKeepTheirOrder() throws IOException {
        for (int i = 0; i < 8; i++) {
            send(i);
        }
        world.world.run(1);

        assertEquals(8, listener.receive(batch));
        for (int i = 0; i < 8; i++) {
            assertEquals(i, content(i));
        }
    }

    @Test
    void lossyPathDeliversItsShare() throws IOException {
        SeededStreams streams = new SeededStreams(3);
        world.join(Delays.lossy(Delays.constant(0.01), streams, 0.3), Delays.constant(0.01));
        int received = 0;
        for (int i = 0; i < 5_000; i++) {
            send(i);
            world.world.run(0.02);
            received += listener.receive(batch);
        }

        assertEquals(3_500, received, 4 * Math.sqrt(5_000 * 0.3 * 0.7));
        assertEquals(5_000, world.clientHost.datagramsSent());
        assertEquals(received, world.serverHost.datagramsReceived());
    }

    @Test
    void unreachablePortIsReportedAfterTheWayThereAndBack() throws IOException {
        listener.close();
        world.join(Delays.constant(0.01), Delays.constant(0.02));
        send(1);
        world.world.run(0.029);
        assertEquals(0, client.receive(batch));
        world.world.run(0.002);

        assertThrows(PortUnreachableException.class, () -> client.receive(batch));
        assertEquals(0, client.receive(batch));
    }

    @Test
    void delayOfZeroIsALoss() throws IOException {
        world.join(Delays.constant(0), Delays.constant(0.01));
        send(1);
        world.world.run(1);

        assertEquals(0, listener.receive(batch));
    }

    @Test
    void hostThatDoesNotExistSwallowsWhatItIsSent() throws IOException {
        InetSocketAddress nobody = new InetSocketAddress(TestWorld.address("192.0.2.7"), 123);
        world.fabric.join(TestWorld.CLIENT, nobody.getAddress(), Delays.constant(0.01), Delays.constant(0.01));
        client = world.clientHost.connect(nobody);
        send(1);
        world.world.run(10);

        assertEquals(0, client.receive(batch));
    }

    @Test
    void withoutAPathThereIsNoConnectingAndNoSending() throws IOException {
        world.fabric.separate(TestWorld.CLIENT, LISTENER.getAddress());

        assertThrows(NoRouteToHostException.class, () -> world.clientHost.connect(LISTENER));
        assertThrows(NoRouteToHostException.class, () -> send(1));
        world.join(Delays.constant(0.01), Delays.constant(0.01));
        send(2);
        world.world.run(1);
        assertEquals(1, listener.receive(batch));
    }

    @Test
    void sourceAddressIsOneThatHasAPath() throws IOException {
        InetSocketAddress six = new InetSocketAddress(TestWorld.address("2001:db8::1"), 123);
        SimulatedNetwork dual = new SimulatedNetwork(
                world.fabric, world.clientClock, TestWorld.address("192.0.2.200"), TestWorld.address("2001:db8::200"));
        world.fabric.join(
                TestWorld.address("2001:db8::200"), six.getAddress(), Delays.constant(0.01), Delays.constant(0.01));

        assertEquals(
                TestWorld.address("2001:db8::200"),
                dual.connect(six).localAddress().getAddress());
    }

    @Test
    void clientPortsAreRandomAndDistinct() throws IOException {
        Set<Integer> ports = new HashSet<>();
        int ascending = 0;
        int last = 0;
        for (int i = 0; i < 1_000; i++) {
            int port = world.clientHost.connect(LISTENER).localAddress().getPort();
            assertTrue(port >= 32_768 && port <= 60_999, "port " + port);
            ascending += port > last ? 1 : 0;
            last = port;
            assertTrue(ports.add(port), "port " + port + " is open twice");
        }
        assertEquals(500, ascending, 60);
    }

    @Test
    void connectedSocketHearsNobodyElse() throws IOException {
        SimulatedSocket stranger = world.serverHost.bind(new InetSocketAddress(LISTENER.getAddress(), 999));
        batch.clear(0);
        batch.setRemote(0, client.localAddress());
        stranger.send(batch, 0, 1);
        world.world.run(1);

        assertEquals(0, client.receive(batch));
    }

    @Test
    void bindingRefusesTakenPortsAndForeignAddresses() {
        assertThrows(BindException.class, () -> world.serverHost.bind(LISTENER));
        assertThrows(BindException.class, () -> world.serverHost.bind(any(LISTENER.getPort())));
        assertThrows(BindException.class, () -> world.clientHost.bind(LISTENER));
        assertThrows(
                UnknownHostException.class,
                () -> world.clientHost.connect(InetSocketAddress.createUnresolved("ntp.invalid", 123)));
    }

    private static InetSocketAddress any(int port) {
        return new InetSocketAddress(TestWorld.address("0.0.0.0"), port);
    }

    @Test
    void closedPortIsFreeAgain() throws IOException {
        listener.close();
        listener = world.serverHost.bind(any(LISTENER.getPort()));
        send(1);
        world.world.run(1);

        assertEquals(1, listener.receive(batch));
        assertEquals(LISTENER.getAddress(), batch.local(0));
    }

    @Test
    void queueOfASocketIsBounded() throws IOException {
        for (int i = 0; i < SimulatedSocket.QUEUE_LENGTH + 10; i++) {
            send(i);
        }
        world.world.run(1);
        DatagramBatch large = new DatagramBatch(SimulatedSocket.QUEUE_LENGTH + 10);

        assertEquals(SimulatedSocket.QUEUE_LENGTH, listener.receive(large));
        assertEquals(SimulatedSocket.QUEUE_LENGTH, client.receiveTransmitStamps(large));
    }

    @Test
    void slotWithoutADestinationIsRefused() {
        batch.clear(0);

        assertThrows(IOException.class, () -> listener.send(batch, 0, 1));
    }
}
