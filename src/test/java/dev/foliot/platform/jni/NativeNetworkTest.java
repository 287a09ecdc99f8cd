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
