package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.server.Responder;
import dev.foliot.server.ServerState;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Serves the time of a clock that need not be the kernel's: the embedded server of the demonstration. Stamps come by
 * the kernel's clock and are translated. One thread calls {@link #turn}.
 */
final class ServerLoop implements AutoCloseable {
    private static final int BATCH = 16;

    private final SystemClock clock;
    private final TimestampedSocket socket;
    private final Poller poller;
    private final Supplier<ServerState> state;
    private final DatagramBatch batch = new DatagramBatch(BATCH);
    private final NtpPacketView view = new NtpPacketView();
    private final NtpPacketWriter writer = new NtpPacketWriter();

    ServerLoop(SystemClock clock, TimestampedSocket socket, Poller poller, Supplier<ServerState> state) {
        this.clock = clock;
        this.socket = socket;
        this.poller = poller;
        this.state = state;
        poller.add(socket);
    }

    /** Waits for requests, not longer than {@code longestNs} (a day or less), and answers them. */
    void turn(long longestNs) throws IOException {
        long deadlineNs = clock.toKernelMonotonicNs(clock.read().monotonicNs() + longestNs);
        if (poller.await(deadlineNs).isEmpty()) {
            return;
        }
        socket.receiveTransmitStamps(batch);
        int requests = socket.receive(batch);
        for (int slot = 0; slot < requests; slot++) {
            if (respond(slot)) {
                socket.send(batch, slot, 1);
            }
        }
    }

    private boolean respond(int slot) {
        int offset = DatagramBatch.payloadOffset(slot);
        if (view.wrap(batch.payload(), offset, batch.length(slot)) != null) {
            return false;
        }
        long receivedNs = clock.fromKernelNs(batch.stampNs(slot));
        writer.wrap(batch.payload(), offset, NtpHeader.SIZE);
        long nowNs = clock.read().monotonicNs();
        long received = NtpTimestamp.fromUnixNs(receivedNs);
        if (!Responder.respond(view, received, state.get(), nowNs, writer).answered()) {
            return false;
        }
        batch.setLength(slot, writer.length());
        batch.setFlags(slot, 0);
        writer.transmitTimestamp(NtpTimestamp.fromUnixNs(clock.read().utcNs()));
        return true;
    }

    @Override
    public void close() {
        poller.remove(socket);
        socket.close();
    }
}
