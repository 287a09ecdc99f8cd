package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.SystemClock;
import dev.foliot.server.Arrival;
import dev.foliot.server.Outcome;
import dev.foliot.server.Responder;
import dev.foliot.server.SealingEstimate;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import java.io.IOException;

/**
 * A batch of requests, answered where they lie: received, decided and sent in one go each.
 *
 * <p>Packets are stamped by the kernel's clock. Where another one is served, a userspace clock, it is read once a
 * millisecond to translate them: a reading is an object, and the two drift apart by half a microsecond meanwhile at most.
 */
final class ServerBatch {
    /** As many as one system call moves. */
    private static final int SLOTS = 64;

    /** When so many came at once, more have come meanwhile as a rule: to look costs less than to wait for them. */
    private static final int BUSY = 4;

    private static final long MEASURE_EVERY_NS = 1_000_000;

    private final SystemClock clock;
    private final boolean stampedByClock;
    private final Responder responder;
    private final DatagramBatch batch = new DatagramBatch(SLOTS);
    private final Arrival arrival = new Arrival();
    private final Departures departures = new Departures();
    private final SealingEstimate sealing = new SealingEstimate();
    /** For each slot, the receive timestamp of a reply whose leaving is to be remembered; else 0. */
    private final long[] remembered = new long[SLOTS];

    /** By how much the clock that is served is ahead of the kernel's, */
    private long aheadNs;

    /** as measured until then. */
    private long measureAgainNs = Long.MIN_VALUE;

    ServerBatch(SystemClock clock, Responder responder) {
        this.clock = clock;
        this.stampedByClock = clock.stampsPackets();
        this.responder = responder;
        arrival.memory = batch.payload();
    }

    /** Answers what waits on a socket; returns whether there may be more. */
    boolean serve(ServerListener listener, long nowNs) throws IOException {
        ServingSocket socket = listener.socket();
        if (listener.stampsExpected) {
            takeTransmitStamps(listener, nowNs);
        }
        int count = socket.receive(batch);
        if (count == 0) {
            takeTransmitStamps(listener, nowNs);
            return false;
        }
        measureAhead(batch.stampNs(count - 1), nowNs);
        int replies = 0;
        for (int slot = 0; slot < count; slot++) {
            replies += respond(listener, slot, nowNs) ? 1 : 0;
        }
        if (replies > 0) {
            send(listener, count, replies, nowNs);
        }
        return count >= BUSY;
    }

    /** The clock that is served has jumped: what was measured of it does not hold any more. */
    void clockJumped() {
        measureAgainNs = Long.MIN_VALUE;
    }

    /** The system has dropped requests to a socket. */
    void countLost(long count) {
        responder.counters().countLost(count);
    }

    void countReceiveFailure() {
        responder.counters().countReceiveFailure();
    }

    /** Returns whether there is a reply to be sent with the others. */
    private boolean respond(ServerListener listener, int slot, long nowNs) {
        arrival.offset = DatagramBatch.payloadOffset(slot);
        arrival.length = (batch.flags(slot) & DatagramBatch.FLAG_TRUNCATED) == 0 ? batch.length(slot) : 0;
        arrival.remoteHigh = batch.remoteHigh(slot);
        arrival.remoteLow = batch.remoteLow(slot);
        arrival.remotePort = batch.remotePort(slot);
        arrival.toMany = (batch.flags(slot) & DatagramBatch.FLAG_TO_MANY) != 0;
        arrival.receiveTimestamp = NtpTimestamp.fromUnixNs(batch.stampNs(slot) + aheadNs);
        Outcome outcome = responder.respond(arrival, listener.access());
        remembered[slot] = responder.remembered();
        if (!outcome.answered()) {
            batch.setFlags(slot, DatagramBatch.FLAG_SKIP);
            return false;
        }
        int flags = 0;
        if (remembered[slot] != 0) {
            flags |= DatagramBatch.FLAG_STAMP_REQUEST;
            listener.stampsExpected = true;
        }
        if (responder.toBeSealed()) {
            batch.setFlags(slot, flags);
            sealAndSend(listener, slot, outcome, nowNs);
            batch.setFlags(slot, DatagramBatch.FLAG_SKIP);
            return false;
        }
        batch.setLength(slot, responder.replyLength());
        batch.setFlags(slot, outcome == Outcome.BASIC ? flags | DatagramBatch.FLAG_STAMP_TRANSMIT : flags);
        return true;
    }

    /**
     * Sends a reply by itself: its transmit timestamp cannot be changed after it was sealed, so it would be wrong by as
     * long as the rest of the batch takes.
     */
    private void sealAndSend(ServerListener listener, int slot, Outcome outcome, long nowNs) {
        if (outcome == Outcome.BASIC) {
            sealForItsTime(listener, slot, nowNs);
        } else {
            responder.seal(arrival);
        }
        batch.setLength(slot, responder.replyLength());
        if (departures.reply(listener.socket(), batch, slot, 1, aheadNs) == 0) {
            responder.counters().countSendFailure();
        } else if (remembered[slot] != 0) {
            responder.sent(remembered[slot], transmitTimestamp(batch.stampNs(slot)));
        }
        remembered[slot] = 0;
    }

    /** Seals a reply with the time at which it will leave, and returns when it may. */
    private void sealForItsTime(ServerListener listener, int slot, long nowNs) {
        boolean tells = departures.askForStampOf(batch, slot, nowNs);
        listener.stampsExpected |= tells;
        long kernelNs = listener.socket().kernelNs();
        long startNs = System.nanoTime();
        int expectedNs = sealing.expectedNs();
        long leavesNs = kernelNs + aheadNs + expectedNs + departures.leadNs(batch, slot);
        batch.payload().putLong(arrival.offset + NtpHeader.TRANSMIT_TIMESTAMP, transmitTimestamp(leavesNs));
        responder.seal(arrival);
        long tookNs = System.nanoTime() - startNs;
        sealing.took(tookNs);
        if (tells && tookNs > expectedNs) {
            departures.handedOverLate(tookNs - expectedNs);
        }
        while (tookNs < expectedNs) {
            Thread.onSpinWait();
            tookNs = System.nanoTime() - startNs;
        }
    }

    private void send(ServerListener listener, int count, int replies, long nowNs) {
        listener.stampsExpected |= departures.askForStamp(batch, count, nowNs);
        int sent = departures.reply(listener.socket(), batch, 0, count, aheadNs);
        for (int i = sent; i < replies; i++) {
            responder.counters().countSendFailure();
        }
        for (int slot = 0; slot < count; slot++) {
            if (remembered[slot] != 0 && batch.sendError(slot) == 0) {
                // Already by the clock that is served: it was foretold so.
                responder.sent(remembered[slot], transmitTimestamp(batch.stampNs(slot)));
            }
        }
    }

    /** The system's stamps come with what left: a reply is known by its receive timestamp. */
    private void takeTransmitStamps(ServerListener listener, long nowNs) throws IOException {
        listener.stampsExpected = false;
        int count = listener.socket().receiveTransmitStamps(batch);
        if (count > 0) {
            measureAhead(batch.stampNs(count - 1), nowNs);
        }
        for (int slot = 0; slot < count; slot++) {
            int reply = SentFrame.reply(batch, slot);
            if (reply >= 0) {
                long transmit = transmitTimestamp(batch.stampNs(slot) + aheadNs);
                departures.left(batch.payload(), reply, transmit);
                responder.sent(batch.payload().getLong(reply + NtpHeader.RECEIVE_TIMESTAMP), transmit);
            }
        }
    }

    private void measureAhead(long kernelNs, long nowNs) {
        if (!stampedByClock && nowNs >= measureAgainNs) {
            aheadNs = clock.fromKernelNs(kernelNs) - kernelNs;
            measureAgainNs = nowNs + MEASURE_EVERY_NS;
        }
    }

    /** Transmit timestamps end in bit 0, which tells them from those of arrival. */
    private static long transmitTimestamp(long ns) {
        return NtpTimestamp.fromUnixNs(ns) & -2;
    }
}
