package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.platform.TimestampedSocketContract;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@MeasuresByTheClock
class NativeNetworkTest extends TimestampedSocketContract {
    private static final long SECOND_NS = 1_000_000_000;
    private static SystemClock clock;

    /** Linux turns receive stamping on asynchronously: the first datagrams of a machine may come without. */
    @BeforeAll
    static void turnStampingOn() throws Exception {
        clock = new NativeClock(ClockInterface.NATIVE);
        NativeNetwork.open();
        Thread.sleep(50);
    }

    @Override
    protected Network newNetwork() {
        return NativeNetwork.open();
    }

    @Override
    protected SystemClock clock() {
        return clock;
    }

    @Override
    protected StampSource stampSource() {
        return StampSource.KERNEL;
    }

    /** Linux's kernel; FreeBSD and macOS leave it to the daemon. */
    @Override
    protected StampSource transmitStampSource() {
        return NativeTarget.here().classifier().startsWith("linux-") ? StampSource.KERNEL : StampSource.NONE;
    }

    /** Kernel stamps and readings are of one clock; the reading is the middle of a bracket. */
    @Override
    protected long stampToleranceNs() {
        return 1_000 + clock.capabilities().readingQuantumNs();
    }

    /** All of 127.0.0.0/8 is Linux's own; elsewhere, whom an administrator has given it to lo0. */
    @Override
    protected String otherAddress() {
        String address = super.otherAddress();
        assumeTrue(isOurs(address), () -> address + " is no address of this machine");
        return address;
    }

    private static boolean isOurs(String address) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void datagramLongerThanASlotIsMarkedAsCutOff() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        try (DatagramSocket sender = new DatagramSocket()) {
            byte[] tooLong = new byte[DatagramBatch.PAYLOAD_CAPACITY + 1];
            sender.send(new DatagramPacket(tooLong, tooLong.length, server.localAddress()));
            sender.send(new DatagramPacket(tooLong, DatagramBatch.PAYLOAD_CAPACITY, server.localAddress()));
        }

        assertEquals(2, receive(server, 2));
        assertEquals(DatagramBatch.FLAG_TRUNCATED, batch.flags(0));
        assertEquals(DatagramBatch.PAYLOAD_CAPACITY, batch.length(0));
        assertEquals(0, batch.flags(1));
        assertEquals(DatagramBatch.PAYLOAD_CAPACITY, batch.length(1));
    }

    @Test
    void wakeUpFromAnotherThreadEndsTheWait() throws Exception {
        Poller poller = pollerOf(listener("127.0.0.1"));
        Thread waker = new Thread(() -> {
            sleep(50);
            poller.wakeUp();
        });
        long startNs = monotonicNs();
        waker.start();

        assertEquals(List.of(), poller.await(startNs + 20 * SECOND_NS));
        assertTrue(monotonicNs() - startNs < 10 * SECOND_NS, "was not woken up");
        waker.join();
    }

    private static void sleep(long durationMs) {
        try {
            Thread.sleep(durationMs);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wakeUpOfAClosedPollerDoesNothing() throws IOException {
        Poller poller = network.newPoller();
        poller.close();
        poller.close();

        poller.wakeUp();
    }

    @Test
    void pollerRefusesWhatItCannotWatch() throws IOException {
        Poller poller = pollerOf();
        TimestampedSocket closed = listener("127.0.0.1");
        closed.close();

        assertThrows(IllegalArgumentException.class, () -> poller.add(null));
        assertThrows(IllegalArgumentException.class, () -> poller.add(closed));
    }

    @Test
    void addressOfAnotherMachineIsNamed() {
        InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 10123);

        BindException refusal = assertThrows(BindException.class, () -> network.bind(foreign));
        assertTrue(refusal.getMessage().contains("192.0.2.1:10123"), refusal.getMessage());
    }

    @Test
    void nameThatWasNotResolvedIsRefused() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("ntp.invalid", 123);

        assertThrows(UnknownHostException.class, () -> network.connect(unresolved));
        assertThrows(UnknownHostException.class, () -> network.bind(unresolved));
    }

    @Test
    void sharedPortTakesSeveralSockets() throws IOException {
        Network sharing = NativeNetwork.openSharingPorts();
        TimestampedSocket first = closedAfterTest(sharing.bind(new InetSocketAddress("127.0.0.1", 0)));

        TimestampedSocket second = closedAfterTest(sharing.bind(first.localAddress()));

        assertEquals(first.localAddress(), second.localAddress());
    }

    @Test
    void replyGoesToWhoAsked() throws IOException {
        ServingSocket server = serving(1).get(0);
        TimestampedSocket client = clientOf(server);
        send(client, 3);
        assertEquals(3, receive(server, 3));
        batch.setFlags(0, DatagramBatch.FLAG_SKIP);
        batch.setFlags(1, DatagramBatch.FLAG_STAMP_TRANSMIT);
        batch.setRemote(2, new InetSocketAddress("240.0.0.1", 9));

        assertEquals(1, server.reply(batch, 0, 3, 0, 0));

        assertEquals(0, batch.sendError(1));
        assertTrue(batch.sendError(2) > 0, "240.0.0.1 cannot be sent to from 127.0.0.1");
        assertEquals(1, receive(client, 1));
        assertEquals(1, batch.payload().get(DatagramBatch.payloadOffset(0)), "the second slot's");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void replyComesBackWithItsStampWhenItAskedForOne() throws IOException {
        ServingSocket server = serving(1).get(0);
        send(clientOf(server), 2);
        assertEquals(2, receive(server, 2));
        batch.setFlags(0, 0);
        batch.setFlags(1, DatagramBatch.FLAG_STAMP_REQUEST);

        assertEquals(2, server.reply(batch, 0, 2, 0, 0));

        long repliedNs = batch.stampNs(1);
        pollerOf(server).await(monotonicNs() + SECOND_NS);
        assertEquals(1, server.receiveTransmitStamps(batch));
        assertEquals(StampSource.KERNEL, batch.stampSource(0));
        assertTrue(batch.stampNs(0) > repliedNs && batch.stampNs(0) < repliedNs + SECOND_NS);
        int end = DatagramBatch.payloadOffset(0) + batch.length(0);
        assertEquals(0x0101_0101_0101_0101L, batch.payload().getLong(end - Long.BYTES), "the second slot's bytes");
    }

    @Test
    void socketsOfOneServerShareItsAddressAndNobodyElseGetsIt() throws IOException {
        List<ServingSocket> sockets = serving(3);

        InetSocketAddress address = sockets.get(0).localAddress();
        assertEquals(
                List.of(address, address, address),
                sockets.stream().map(ServingSocket::localAddress).toList());
        assertThrows(BindException.class, () -> NativeNetwork.open().listen(address, 3));
        assertThrows(BindException.class, () -> NativeNetwork.open().listen(address, 1));
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void allOfOneSenderComesToOneSocket() throws IOException {
        List<ServingSocket> sockets = serving(3);
        for (int i = 0; i < 10; i++) {
            send(clientOf(sockets.get(0)), 1);
        }

        List<Integer> received = new ArrayList<>();
        for (ServingSocket socket : sockets) {
            int count = 0;
            for (int more = socket.receive(batch); more > 0; more = socket.receive(batch)) {
                count += more;
            }
            received.add(count);
        }
        assertEquals(10, received.stream().mapToInt(Integer::intValue).max().orElseThrow(), received::toString);
    }

    private List<ServingSocket> serving(int count) throws IOException {
        List<ServingSocket> sockets = NativeNetwork.open().listen(new InetSocketAddress("127.0.0.1", 0), count);
        sockets.forEach(this::closedAfterTest);
        return sockets;
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void forgottenSocketsAndPollersAreClosed() throws Exception {
        long before = openDescriptors();
        forget();
        assertTrue(openDescriptors() >= before + 20);

        for (int i = 0; i < 100 && openDescriptors() > before; i++) {
            System.gc();
            sleep(20);
        }
        assertTrue(openDescriptors() <= before, "descriptors stayed open");
    }

    private void forget() throws IOException {
        for (int i = 0; i < 10; i++) {
            TimestampedSocket socket = network.connect(new InetSocketAddress("127.0.0.1", 9));
            network.newPoller().add(socket);
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    @Test
    void ordinalsOfTheStampSourcesAreThoseOfTheLibrary() {
        assertEquals(UdpNatives.STAMP_NONE, StampSource.NONE.ordinal());
        assertEquals(UdpNatives.STAMP_DAEMON, StampSource.DAEMON.ordinal());
        assertEquals(UdpNatives.STAMP_KERNEL, StampSource.KERNEL.ordinal());
        assertEquals(UdpNatives.STAMP_HARDWARE, StampSource.HARDWARE.ordinal());
        assertFalse(StampSource.values().length > 4, "a source that the library does not know");
    }
}
