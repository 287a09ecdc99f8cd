package dev.foliot.daemon;

import dev.foliot.association.Association;
import dev.foliot.association.Ourselves;
import dev.foliot.association.RejectReason;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Stamp;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import dev.foliot.wire.ReferenceId;
import dev.foliot.wire.ServerMark;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries an association's requests to the network and its replies back. Each request has a socket of its own, so that
 * it leaves from a port that nobody can foresee.
 */
final class RequestSender {
    private static final int BATCH = 8;

    private final ClockDriver clock;
    private final Optional<ServerMark> mark;
    private final DatagramBatch batch = new DatagramBatch(BATCH);
    private final NtpPacketView view = new NtpPacketView();
    private final NtpPacketWriter writer = new NtpPacketWriter();

    /** @param mark that our own server's replies carry */
    RequestSender(ClockDriver clock, Optional<ServerMark> mark) {
        this.clock = clock;
        this.mark = mark;
    }

    /**
     * Sends the request that the association wants sent.
     *
     * @param route the one way to its server
     * @return the socket that its reply will come to; whoever gets it closes it
     * @throws IOException when it cannot be sent now
     */
    TimestampedSocket send(Association association, Route route) throws IOException {
        TimestampedSocket socket = route.connect();
        try {
            batch.clear(0);
            writer.wrap(batch.payload(), DatagramBatch.payloadOffset(0), DatagramBatch.PAYLOAD_CAPACITY);
            association.writeRequest(writer);
            batch.setLength(0, writer.length());
            if (socket.send(batch, 0, 1) != 1) {
                throw new IOException("no room to send to " + association.remote());
            }
            int ourReferenceId =
                    ReferenceId.ofAddress(socket.localAddress().getAddress()).value();
            association.onSent(stamp(0), new Ourselves(ourReferenceId, mark));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Reads what has come to a request's socket: first the system's stamps of the request, then replies, until one
     * answers it.
     *
     * @param rejected told of each datagram that was not believed
     * @return the answer, if it came: a measurement, or what ends the exchange without one
     */
    Optional<ReplyOutcome> receive(TimestampedSocket socket, Association association, Consumer<RejectReason> rejected)
            throws IOException {
        int stamps = socket.receiveTransmitStamps(batch);
        for (int slot = 0; slot < stamps; slot++) {
            association.onTransmitStamp(stamp(slot));
        }
        int datagrams = socket.receive(batch);
        ClockReading now = clock.read();
        for (int slot = 0; slot < datagrams; slot++) {
            ReplyOutcome outcome = outcome(association, slot, now);
            if (!(outcome instanceof ReplyOutcome.Rejected rejection)) {
                return Optional.of(outcome);
            }
            rejected.accept(rejection.reason());
            if (rejection.answered()) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    private ReplyOutcome outcome(Association association, int slot, ClockReading now) {
        int flags = batch.flags(slot);
        if ((flags & (DatagramBatch.FLAG_NOT_AUTHENTIC | DatagramBatch.FLAG_NAK)) != 0) {
            return association.onNotAuthentic((flags & DatagramBatch.FLAG_NAK) != 0);
        }
        return association.onDatagram(wrap(slot) ? view : null, stamp(slot), now, clock.ledger());
    }

    private boolean wrap(int slot) {
        boolean whole = (batch.flags(slot) & DatagramBatch.FLAG_TRUNCATED) == 0;
        return whole && view.wrap(batch.payload(), DatagramBatch.payloadOffset(slot), batch.length(slot)) == null;
    }

    private Stamp stamp(int slot) {
        return new Stamp(clock.fromKernelNs(batch.stampNs(slot)), batch.stampSource(slot), batch.stampErrorNs(slot));
    }
}
