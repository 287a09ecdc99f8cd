package dev.foliot.simulation;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * A UDP socket of a simulated host. It stamps with that host's clock: at the moment of arrival, and at the moment of
 * sending.
 */
public final class SimulatedSocket implements TimestampedSocket {
    /** How much waits to be received before the rest is dropped: datagrams, and transmit stamps. */
    static final int QUEUE_LENGTH = 256;

    private static final int ONLY_INTERFACE = 1;

    private final SocketHost host;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final ArrayDeque<TransmitStamp> transmitStamps = new ArrayDeque<>();
    private int datagramsSent;
    private boolean unreachable;
    private boolean closed;
    private Runnable listener = () -> {};

    /** @param remote whom it is connected to; null when it is not */
    public SimulatedSocket(SocketHost host, InetSocketAddress local, InetSocketAddress remote) {
        this.host = host;
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
        if (unreachable) {
            unreachable = false;
            host.handedOver(1);
            throw new PortUnreachableException("nobody listens at " + remote);
        }
        int count = 0;
        while (count < batch.capacity() && !arrivals.isEmpty()) {
            arrivals.remove().writeTo(batch, count++, host.readingErrorNs());
        }
        host.handedOver(count);
        return count;
    }

    @Override
    public int send(DatagramBatch batch, int first, int count) throws IOException {
        requireOpen();
        Objects.checkFromIndexSize(first, count, batch.capacity());
        for (int sent = 0; sent < count; sent++) {
            try {
                sendSlot(batch, first + sent);
            } catch (IOException e) {
                if (sent == 0) {
                    throw e;
                }
                return sent;
            }
        }
        return count;
    }

    private void sendSlot(DatagramBatch batch, int slot) throws IOException {
        InetSocketAddress to = remote != null ? remote : batch.remote(slot);
        if (to == null) {
            throw new IOException("slot " + slot + " has no destination, and the socket is not connected");
        }
        InetAddress from = sourceOf(batch.local(slot), to.getAddress());
        long stampNs = host.utcNs();
        batch.setStamp(slot, stampNs, StampSource.DAEMON, host.readingErrorNs());
        int offset = DatagramBatch.payloadOffset(slot);
        if ((batch.flags(slot) & DatagramBatch.FLAG_STAMP_TRANSMIT) != 0) {
            batch.payload().putLong(offset + DatagramBatch.NTP_TRANSMIT, NtpTimestamp.fromUnixNs(stampNs) & ~1L);
        }
        byte[] payload = new byte[batch.length(slot)];
        batch.payload().get(offset, payload);
        host.send(new Datagram(new InetSocketAddress(from, local.getPort()), to, payload));
        if (transmitStamps.size() < QUEUE_LENGTH) {
            transmitStamps.add(new TransmitStamp(datagramsSent, stampNs));
        }
        datagramsSent++;
    }

    private InetAddress sourceOf(InetAddress wished, InetAddress to) throws IOException {
        if (!local.getAddress().isAnyLocalAddress()) {
            return local.getAddress();
        }
        return wished != null ? wished : host.sourceFor(to);
    }

    @Override
    public int receiveTransmitStamps(DatagramBatch batch) throws IOException {
        requireOpen();
        int count = 0;
        while (count < batch.capacity() && !transmitStamps.isEmpty()) {
            TransmitStamp stamp = transmitStamps.remove();
            batch.clear(count);
            batch.setTransmitId(count, stamp.id);
            batch.setStamp(count++, stamp.utcNs, StampSource.KERNEL, host.readingErrorNs());
        }
        host.handedOver(count);
        return count;
    }

    @Override
    public void close() {
        closed = true;
        host.closed(this);
    }

    /** Calls {@code listener} whenever a datagram arrives: for a node that no loop runs. */
    void onArrival(Runnable listener) {
        this.listener = listener;
    }

    boolean isReady() {
        return !closed && (unreachable || !arrivals.isEmpty() || !transmitStamps.isEmpty());
    }

    /**
     * How well a datagram fits: 0 it is not for this socket, 1 bound to every address, 2 bound to its address, 3
     * connected.
     */
    public int closeness(Datagram datagram) {
        if (datagram.to().getPort() != local.getPort()) {
            return 0;
        }
        boolean everyAddress = local.getAddress().isAnyLocalAddress();
        if (!everyAddress && !local.getAddress().equals(datagram.to().getAddress())) {
            return 0;
        }
        if (remote != null) {
            return remote.equals(datagram.from()) ? 3 : 0;
        }
        return everyAddress ? 1 : 2;
    }

    /** A datagram has come, or the news that nobody listens at the other end. What finds no room is dropped. */
    public void arrive(Datagram datagram) {
        if (datagram.isPortUnreachable()) {
            unreachable = remote != null;
        } else if (arrivals.size() < QUEUE_LENGTH) {
            arrivals.add(new Arrival(datagram, host.utcNs()));
            listener.run();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private record TransmitStamp(int id, long utcNs) {}

    private record Arrival(Datagram datagram, long utcNs) {
        void writeTo(DatagramBatch batch, int slot, int errorNs) {
            byte[] payload = datagram.payload();
            int length = Math.min(payload.length, DatagramBatch.PAYLOAD_CAPACITY);
            batch.clear(slot);
            batch.setLength(slot, length);
            batch.setFlags(slot, length < payload.length ? DatagramBatch.FLAG_TRUNCATED : 0);
            batch.payload().put(DatagramBatch.payloadOffset(slot), payload, 0, length);
            batch.setStamp(slot, utcNs, StampSource.KERNEL, errorNs);
            batch.setRemote(slot, datagram.from());
            batch.setLocal(slot, datagram.to().getAddress());
            batch.memory().putInt(slot * DatagramBatch.SLOT_SIZE + DatagramBatch.INTERFACE, ONLY_INTERFACE);
        }
    }
}
