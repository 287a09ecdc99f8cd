package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * A UDP socket of a node. What it sends and receives is stamped with what the node's clock shows then: no time passes in
 * between.
 */
final class ClknetsimSocket implements TimestampedSocket {
    private static final int QUEUE_LENGTH = 256;
    private static final int STAMP_ERROR_NS = 1;

    private final ClknetsimNetwork network;
    private final ClknetsimClock clock;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final ArrayDeque<TransmitStamp> transmitStamps = new ArrayDeque<>();
    private int datagramsSent;
    private boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrival(InetSocketAddress from, byte[] payload, long utcNs) {}

    private record TransmitStamp(int id, long utcNs) {}

    ClknetsimSocket(ClknetsimNetwork network, ClknetsimClock clock, InetSocketAddress local, InetSocketAddress remote) {
        this.network = network;
        this.clock = clock;
        this.local = local;
        this.remote = remote;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public int receive(DatagramBatch batch) throws IOException {
        requireOpen();
        int count = 0;
        while (count < batch.capacity() && !arrivals.isEmpty()) {
            write(arrivals.remove(), batch, count++);
        }
        return count;
    }

    private void write(Arrival arrival, DatagramBatch batch, int slot) {
        int length = Math.min(arrival.payload.length, DatagramBatch.PAYLOAD_CAPACITY);
        batch.clear(slot);
        batch.setLength(slot, length);
        batch.setFlags(slot, length < arrival.payload.length ? DatagramBatch.FLAG_TRUNCATED : 0);
        batch.payload().put(DatagramBatch.payloadOffset(slot), arrival.payload, 0, length);
        batch.setStamp(slot, arrival.utcNs, StampSource.KERNEL, STAMP_ERROR_NS);
        batch.setRemote(slot, arrival.from);
        batch.setLocal(slot, local.getAddress());
    }

    @Override
    public int send(DatagramBatch batch, int first, int count) throws IOException {
        requireOpen();
        Objects.checkFromIndexSize(first, count, batch.capacity());
        for (int slot = first; slot < first + count; slot++) {
            InetSocketAddress to = remote != null ? remote : batch.remote(slot);
            if (to == null) {
                throw new IOException("slot " + slot + " has no destination, and the socket is not connected");
            }
            long stampNs = clock.utcNs();
            batch.setStamp(slot, stampNs, StampSource.DAEMON, STAMP_ERROR_NS);
            int offset = DatagramBatch.payloadOffset(slot);
            if ((batch.flags(slot) & DatagramBatch.FLAG_STAMP_TRANSMIT) != 0) {
                batch.payload().putLong(offset + DatagramBatch.NTP_TRANSMIT, NtpTimestamp.fromUnixNs(stampNs) & ~1L);
            }
            byte[] payload = new byte[batch.length(slot)];
            batch.payload().get(offset, payload);
            network.send(local.getPort(), to, payload);
            if (transmitStamps.size() < QUEUE_LENGTH) {
                transmitStamps.add(new TransmitStamp(datagramsSent, stampNs));
            }
            datagramsSent++;
        }
        return count;
    }

    @Override
    public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
        requireOpen();
        int count = 0;
        while (count < batch.capacity() && !transmitStamps.isEmpty()) {
            TransmitStamp stamp = transmitStamps.remove();
            batch.clear(count);
            batch.setTransmitId(count, stamp.id);
            batch.setStamp(count++, stamp.utcNs, StampSource.KERNEL, STAMP_ERROR_NS);
        }
        return count;
    }

    /** A connected socket takes nothing from others than the one it is connected to. */
    void arrive(InetSocketAddress from, byte[] payload) {
        if ((remote == null || remote.equals(from)) && arrivals.size() < QUEUE_LENGTH) {
            arrivals.add(new Arrival(from, payload, clock.utcNs()));
        }
    }

    boolean isReady() {
        return !closed && (!arrivals.isEmpty() || !transmitStamps.isEmpty());
    }

    @Override
    public void close() {
        closed = true;
        network.closed(this);
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
