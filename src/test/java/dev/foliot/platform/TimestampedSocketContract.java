package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Network}, with its {@link TimestampedSocket}s and {@link Poller}s, keeps to. */
public abstract class TimestampedSocketContract {
    protected static final int NTP_LENGTH = 48;
    private static final long PATIENCE_NS = 2_000_000_000;
    private static final long MILLISECOND_NS = 1_000_000;

    protected Network network;
    protected final DatagramBatch batch = new DatagramBatch(8);
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** The network to be tested. */
    protected abstract Network newNetwork() throws IOException;

    /** The clock whose time of day the stamps count, and whose monotonic scale the poller's deadlines. */
    protected abstract SystemClock clock();

    /** The best that this network's stamps of what arrives come from. */
    protected abstract StampSource stampSource();

    /** What stamps what is sent, for {@link TimestampedSocket#receiveTransmitStamps}; NONE where nothing does. */
    protected abstract StampSource transmitStampSource();

    /** By how much a stamp may lie outside of two readings of the clock that enclose it: its resolution. */
    protected abstract long stampToleranceNs();

    /** An address that sockets of this network may listen at without naming one of theirs. */
    protected String wildcard() {
        return "0.0.0.0";
    }

    /** An address of this machine that is not the one it would pick by itself to answer from. */
    protected String otherAddress() {
        return "127.0.0.2";
    }

    @BeforeEach
    void openNetwork() throws IOException {
        network = newNetwork();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    protected final <T extends AutoCloseable> T closedAfterTest(T resource) {
        opened.add(resource);
        return resource;
    }

    /** A socket that listens at a port of the system's choice. */
    protected final TimestampedSocket listener(String address) throws IOException {
        return closedAfterTest(network.bind(new InetSocketAddress(InetAddress.getByName(address), 0)));
    }

    protected final TimestampedSocket clientOf(TimestampedSocket server) throws IOException {
        return closedAfterTest(network.connect(server.localAddress()));
    }

    /** Puts a datagram without addresses into a slot: each of its bytes is {@code fill}. */
    protected final void prepare(int slot, int length, int fill) {
        batch.clear(slot);
        batch.setLength(slot, length);
        for (int i = 0; i < length; i++) {
            batch.payload().put(DatagramBatch.payloadOffset(slot) + i, (byte) fill);
        }
    }

    protected final void send(TimestampedSocket socket, int count) throws IOException {
        for (int slot = 0; slot < count; slot++) {
            prepare(slot, NTP_LENGTH, slot);
        }
        assertEquals(count, socket.send(batch, 0, count));
    }

    protected final Poller pollerOf(TimestampedSocket... sockets) throws IOException {
        Poller poller = closedAfterTest(network.newPoller());
        for (TimestampedSocket socket : sockets) {
            poller.add(socket);
        }
        return poller;
    }

    protected final long monotonicNs() {
        return clock().read().monotonicNs();
    }

    /** Waits until {@code count} datagrams have come, in as many batches as it takes; the last batch stays. */
    protected final int receive(TimestampedSocket socket, int count) throws IOException {
        Poller poller = pollerOf(socket);
        long deadlineNs = monotonicNs() + PATIENCE_NS;
        int received = socket.receive(batch);
        while (received < count && monotonicNs() < deadlineNs) {
            poller.await(deadlineNs);
            received += socket.receive(batch);
        }
        return received;
    }

    protected final void assertStampedBetween(long beforeNs, int slot, long afterNs) {
        long stampNs = batch.stampNs(slot);
        assertTrue(
                stampNs >= beforeNs - stampToleranceNs() && stampNs <= afterNs + stampToleranceNs(),
                () -> "stamp " + stampNs + " is not between " + beforeNs + " and " + afterNs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void datagramArrivesWithItsAddressesAndTheTimeOfItsArrival(String address) throws IOException {
        TimestampedSocket server = listener(address);
        TimestampedSocket client = clientOf(server);
        long beforeNs = clock().read().utcNs();
        send(client, 1);
        assertEquals(1, receive(server, 1));
        long afterNs = clock().read().utcNs();

        assertEquals(NTP_LENGTH, batch.length(0));
        assertEquals(0, batch.flags(0));
        assertEquals(client.localAddress(), batch.remote(0));
        InetAddress local = batch.local(0);
        assertTrue(local == null || local.equals(InetAddress.getByName(address)), () -> "sent to " + local);
        assertEquals(stampSource(), batch.stampSource(0));
        assertStampedBetween(beforeNs, 0, afterNs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void endsOfASocketAreKnown(String address) throws IOException {
        TimestampedSocket server = listener(address);
        TimestampedSocket client = clientOf(server);

        assertEquals(InetAddress.getByName(address), server.localAddress().getAddress());
        assertTrue(server.localAddress().getPort() > 0);
        assertNull(server.remoteAddress());
        assertEquals(server.localAddress(), client.remoteAddress());
        assertEquals(InetAddress.getByName(address), client.localAddress().getAddress());
        assertTrue(client.localAddress().getPort() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void transmitStampsFollowTheSend(String address) throws IOException {
        assumeTrue(transmitStampSource() != StampSource.NONE, "nothing stamps here what is sent");
        TimestampedSocket client = clientOf(listener(address));
        Poller poller = pollerOf(client);
        long beforeNs = clock().read().utcNs();
        send(client, 3);
        long[] stamps = new long[3];
        long deadlineNs = monotonicNs() + PATIENCE_NS;
        for (int missing = 3; missing > 0 && monotonicNs() < deadlineNs; ) {
            assertEquals(List.of(client), poller.await(deadlineNs), "poller did not tell of transmit stamps");
            int count = client.receiveTransmitStamps(batch);
            long afterNs = clock().read().utcNs();
            for (int slot = 0; slot < count; slot++, missing--) {
                assertEquals(transmitStampSource(), batch.stampSource(slot));
                assertStampedBetween(beforeNs, slot, afterNs);
                stamps[batch.transmitId(slot)] = batch.stampNs(slot);
            }
        }

        assertTrue(stamps[0] > 0 && stamps[0] <= stamps[1] && stamps[1] <= stamps[2], "ids do not follow the send");
        assertEquals(0, client.receiveTransmitStamps(batch));
    }

    @Test
    void noTransmitStampsComeWhereNothingTakesThem() throws IOException {
        assumeTrue(transmitStampSource() == StampSource.NONE, "what is sent is stamped here");
        TimestampedSocket client = clientOf(listener("127.0.0.1"));
        send(client, 3);

        assertEquals(List.of(), pollerOf(client).await(monotonicNs() + 30 * MILLISECOND_NS));
        assertEquals(0, client.receiveTransmitStamps(batch));
    }

    @Test
    void timeOfSendingIsWrittenIntoThePacketWhereAskedFor() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        TimestampedSocket client = clientOf(server);
        prepare(0, NTP_LENGTH, 0x55);
        prepare(1, NTP_LENGTH, 0x55);
        batch.setFlags(0, DatagramBatch.FLAG_STAMP_TRANSMIT);
        long beforeNs = clock().read().utcNs();
        assertEquals(2, client.send(batch, 0, 2));
        long afterNs = clock().read().utcNs();
        assertStampedBetween(beforeNs, 0, afterNs);
        assertStampedBetween(beforeNs, 1, afterNs);
        long sentNs = batch.stampNs(0);

        assertEquals(2, receive(server, 2));
        long inPacket = batch.payload().getLong(DatagramBatch.payloadOffset(0) + DatagramBatch.NTP_TRANSMIT);
        assertEquals(NtpTimestamp.fromUnixNs(sentNs) & ~1L, inPacket);
        long untouched = batch.payload().getLong(DatagramBatch.payloadOffset(1) + DatagramBatch.NTP_TRANSMIT);
        assertEquals(0x5555_5555_5555_5555L, untouched);
    }

    @Test
    void replyLeavesFromTheAddressThatWasAsked() throws IOException {
        TimestampedSocket server = listener(wildcard());
        InetAddress asked = InetAddress.getByName(otherAddress());
        int port = server.localAddress().getPort();
        TimestampedSocket client = closedAfterTest(network.connect(new InetSocketAddress(asked, port)));
        send(client, 1);
        assertEquals(1, receive(server, 1));
        assertEquals(asked, batch.local(0));
        assertEquals(1, server.send(batch, 0, 1));

        assertEquals(1, receive(client, 1), "the reply came from elsewhere, so the client did not get it");
    }

    @Test
    void batchIsFilledToItsCapacityAndTheRestWaits() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        TimestampedSocket client = clientOf(server);
        send(client, 7);
        DatagramBatch small = new DatagramBatch(3);
        assertEquals(List.of(server), pollerOf(server).await(monotonicNs() + PATIENCE_NS));

        for (int expected = 0, count; expected < 7; expected += count) {
            count = server.receive(small);
            assertEquals(Math.min(3, 7 - expected), count);
            for (int slot = 0; slot < count; slot++) {
                assertEquals(expected + slot, small.payload().get(DatagramBatch.payloadOffset(slot)));
            }
        }
        assertEquals(0, server.receive(small));
    }

    @Test
    void partOfABatchIsSent() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        TimestampedSocket client = clientOf(server);
        for (int slot = 0; slot < 4; slot++) {
            prepare(slot, NTP_LENGTH, 10 + slot);
        }
        assertEquals(2, client.send(batch, 1, 2));

        assertEquals(2, receive(server, 2));
        assertEquals(11, batch.payload().get(DatagramBatch.payloadOffset(0)));
        assertEquals(12, batch.payload().get(DatagramBatch.payloadOffset(1)));
        assertEquals(0, server.receive(batch));
    }

    @Test
    void slotsOutsideOfTheBatchAreRefused() throws IOException {
        TimestampedSocket client = clientOf(listener("127.0.0.1"));

        assertThrows(IndexOutOfBoundsException.class, () -> client.send(batch, 0, batch.capacity() + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> client.send(batch, -1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> client.send(batch, batch.capacity(), 1));
    }

    @Test
    void nothingIsReceivedWhenNothingWaits() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        TimestampedSocket client = clientOf(server);

        assertEquals(0, server.receive(batch));
        assertEquals(0, client.receive(batch));
        assertEquals(0, client.receiveTransmitStamps(batch));
    }

    @Test
    void unreachablePortIsReportedOnce() throws IOException {
        TimestampedSocket server = listener("127.0.0.1");
        TimestampedSocket client = clientOf(server);
        server.close();
        send(client, 1);

        assertThrows(PortUnreachableException.class, () -> receive(client, 1));
        assertEquals(0, client.receive(batch));
    }

    @Test
    void addressInUseIsNamed() throws IOException {
        TimestampedSocket first = listener("127.0.0.1");
        InetSocketAddress taken = first.localAddress();

        BindException refusal = assertThrows(BindException.class, () -> network.bind(taken));
        String address = taken.getAddress().getHostAddress() + ":" + taken.getPort();
        assertTrue(refusal.getMessage().contains(address), refusal.getMessage());
    }

    @Test
    void closedSocketIsOfNoUse() throws IOException {
        TimestampedSocket client = clientOf(listener("127.0.0.1"));
        client.close();
        client.close();

        assertThrows(IOException.class, () -> client.receive(batch));
        assertThrows(IOException.class, () -> client.send(batch, 0, 1));
        assertThrows(IOException.class, () -> client.receiveTransmitStamps(batch));
    }

    @Test
    void pollerWaitsUntilTheDeadline() throws IOException {
        Poller poller = pollerOf(listener("127.0.0.1"));
        long deadlineNs = monotonicNs() + 30 * MILLISECOND_NS;

        assertEquals(List.of(), poller.await(deadlineNs));
        assertTrue(monotonicNs() >= deadlineNs, "returned before its deadline");
        assertEquals(List.of(), poller.await(deadlineNs));
        assertEquals(List.of(), poller.await(Long.MIN_VALUE));
        assertTrue(monotonicNs() < deadlineNs + PATIENCE_NS, "waited for a deadline that was past");
    }

    @Test
    void pollerTellsOfEverySocketThatIsReadyInTheOrderTheyWereAdded() throws IOException {
        TimestampedSocket[] servers = {listener("127.0.0.1"), listener("127.0.0.1"), listener("127.0.0.1")};
        Poller poller = pollerOf(servers);
        send(clientOf(servers[2]), 1);
        send(clientOf(servers[0]), 1);
        receiveNothingFor(20 * MILLISECOND_NS);

        assertEquals(List.of(servers[0], servers[2]), poller.await(monotonicNs() + PATIENCE_NS));
        poller.remove(servers[0]);
        assertEquals(List.of(servers[2]), poller.await(monotonicNs() + PATIENCE_NS));
        assertEquals(1, servers[2].receive(batch));
        assertEquals(List.of(), poller.await(monotonicNs()));
    }

    /** Lets datagrams arrive that are on their way. */
    private void receiveNothingFor(long durationNs) throws IOException {
        pollerOf().await(monotonicNs() + durationNs);
    }

    @Test
    void wakeUpEndsTheNextWaitAndNoOther() throws IOException {
        Poller poller = pollerOf(listener("127.0.0.1"));
        poller.wakeUp();
        poller.wakeUp();
        long startNs = monotonicNs();
        assertEquals(List.of(), poller.await(startNs + PATIENCE_NS));
        assertTrue(monotonicNs() < startNs + PATIENCE_NS, "was not woken up");

        long deadlineNs = monotonicNs() + 30 * MILLISECOND_NS;
        poller.await(deadlineNs);
        assertTrue(monotonicNs() >= deadlineNs, "woke up twice");
    }
}
