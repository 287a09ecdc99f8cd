package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.SystemClock;
import dev.foliot.server.Arrival;
import dev.foliot.server.Outcome;
import dev.foliot.server.Responder;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import java.io.IOException;

/**
 * A batch of requests, answered where they lie: received, decided and sent in one go each.
 *
 * <p>Packets are stamped by the kernel's clock. When that is the one that is served, its stamps are sent as they are, the
 * transmit timestamp written right before the system call; those of a userspace clock are translated one by one, each at
 * the price of a reading.
 */
final class ServerBatch {
    /** As many as one system call moves. */
    private static final int SLOTS = 64;

    private final SystemClock clock;
    private final boolean stampedByClock;
    private final Responder responder;
    private final DatagramBatch batch = new DatagramBatch(SLOTS);
    private final Arrival arrival = new Arrival();
    /** For each slot, the receive timestamp of a reply whose leaving is to be remembered; else 0. */
    private final long[] remembered = new long[SLOTS];

    private boolean stampsExpected;

    ServerBatch(SystemClock clock, Responder responder) {
        this.clock = clock;
        this.stampedByClock = clock.stampsPackets();
        this.responder = responder;
        arrival.memory = batch.payload();
    }

    /** Answers what waits on a socket; returns whether there may be more. */
    boolean serve(ServerListener listener) throws IOException {
        ServingSocket socket = listener.socket();
        if (stampsExpected) {
            takeTransmitStamps(socket);
        }
        int count = socket.receive(batch);
        if (count == 0) {
            takeTransmitStamps(socket);
            return false;
        }
        int replies = 0;
        int toRemember = 0;
        for (int slot = 0; slot < count; slot++) {
            replies += respond(listener, slot) ? 1 : 0;
            toRemember += remembered[slot] != 0 ? 1 : 0;
        }
        if (replies > 0) {
            send(socket, count, replies, toRemember);
        }
        return count == SLOTS;
    }

    void countReceiveFailure() {
        responder.counters().countReceiveFailure();
    }

    private boolean respond(ServerListener listener, int slot) {
        arrival.offset = DatagramBatch.payloadOffset(slot);
        arrival.length = (batch.flags(slot) & DatagramBatch.FLAG_TRUNCATED) == 0 ? batch.length(slot) : 0;
        arrival.remoteHigh = batch.remoteHigh(slot);
        arrival.remoteLow = batch.remoteLow(slot);
        arrival.remotePort = batch.remotePort(slot);
        arrival.receiveTimestamp = NtpTimestamp.fromUnixNs(toServed(batch.stampNs(slot)));
        Outcome outcome = responder.respond(arrival, listener.access());
        remembered[slot] = responder.remembered();
        if (!outcome.answered()) {
            batch.setFlags(slot, DatagramBatch.FLAG_SKIP);
            return false;
        }
        batch.setLength(slot, NtpHeader.SIZE);
        int flags = remembered[slot] != 0 ? DatagramBatch.FLAG_STAMP_REQUEST : 0;
        if (outcome == Outcome.BASIC) {
            flags |= stampTransmit(slot);
        }
        batch.setFlags(slot, flags);
        return true;
    }

    /** Writes the transmit timestamp, or returns the flag that has it written later. */
    private int stampTransmit(int slot) {
        if (stampedByClock) {
            return DatagramBatch.FLAG_STAMP_TRANSMIT;
        }
        int at = DatagramBatch.payloadOffset(slot) + NtpHeader.TRANSMIT_TIMESTAMP;
        batch.payload().putLong(at, transmitTimestamp(clock.read().utcNs()));
        return 0;
    }

    private void send(ServingSocket socket, int count, int replies, int toRemember) {
        int sent = socket.reply(batch, count, 0, 0);
        for (int i = sent; i < replies; i++) {
            responder.counters().countSendFailure();
        }
        if (toRemember == 0) {
            return;
        }
        for (int slot = 0; slot < count; slot++) {
            if (remembered[slot] != 0 && batch.sendError(slot) == 0) {
                responder.sent(remembered[slot], transmitTimestamp(toServed(batch.stampNs(slot))));
            }
        }
        stampsExpected = true;
    }

    /** The kernel's stamps come with what left: a reply is known by its receive timestamp. */
    private void takeTransmitStamps(ServingSocket socket) throws IOException {
        stampsExpected = false;
        int count = socket.receiveTransmitStamps(batch);
        for (int slot = 0; slot < count; slot++) {
            int length = batch.length(slot);
            if (length >= NtpHeader.SIZE) {
                int reply = DatagramBatch.payloadOffset(slot) + length - NtpHeader.SIZE;
                long receive = batch.payload().getLong(reply + NtpHeader.RECEIVE_TIMESTAMP);
                responder.sent(receive, transmitTimestamp(toServed(batch.stampNs(slot))));
            }
        }
    }

    private long toServed(long kernelNs) {
        return stampedByClock ? kernelNs : clock.fromKernelNs(kernelNs);
    }

    /** Transmit timestamps end in bit 0, which tells them from those of arrival. */
    private static long transmitTimestamp(long ns) {
        return NtpTimestamp.fromUnixNs(ns) & -2;
    }
}
