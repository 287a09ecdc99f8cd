package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ServingSocket;
import dev.foliot.server.DepartureEstimate;
import dev.foliot.wire.NtpHeader;
import java.nio.ByteBuffer;

/** Sends replies with the time at which they will leave, and learns from when they did. */
final class Departures {
    private static final long NS_PER_S = 1_000_000_000L;

    /** Of an NTP timestamp. */
    private static final long ONE_S = 1L << Integer.SIZE;

    private final DepartureEstimate estimate = new DepartureEstimate();

    /** The receive timestamp of the reply that is to tell, the first of its batch; 0: none is awaited. */
    private long awaited;

    /** How long after the reading of the clock that reply was expected to leave. */
    private int expectedNs;

    /** Has the system stamp the first reply of a batch, from time to time; returns whether it does. */
    boolean askForStamp(DatagramBatch batch, int count, long nowNs) {
        int first = first(batch, 0, count);
        boolean basic = first < count && (batch.flags(first) & DatagramBatch.FLAG_STAMP_TRANSMIT) != 0;
        return basic && askForStampOf(batch, first, nowNs);
    }

    /** Has the system stamp a reply with a transmit timestamp of its own, from time to time; returns whether it does. */
    boolean askForStampOf(DatagramBatch batch, int slot, long nowNs) {
        if (!estimate.wantsStamp(nowNs)) {
            return false;
        }
        batch.setFlags(slot, batch.flags(slot) | DatagramBatch.FLAG_STAMP_REQUEST);
        awaited = batch.payload().getLong(DatagramBatch.payloadOffset(slot) + NtpHeader.RECEIVE_TIMESTAMP);
        expectedNs = estimate.leadNs(true);
        return true;
    }

    /** From the reading of the clock to when a datagram leaves that is the first of a call, as far as that is known. */
    int leadNs(DatagramBatch batch, int slot) {
        return estimate.leadNs(isStamped(batch, slot));
    }

    /** The reply that is to tell was handed to the system later than it was meant to be. */
    void handedOverLate(long ns) {
        expectedNs -= (int) Math.min(ns, NS_PER_S);
    }

    /**
     * Sends the replies of a batch.
     *
     * @param aheadNs by how much the clock that is served is ahead of the kernel's
     * @return how many were sent
     */
    int reply(ServingSocket socket, DatagramBatch batch, int from, int count, long aheadNs) {
        int first = first(batch, from, count);
        boolean stamped = first < from + count && isStamped(batch, first);
        boolean timed = count > 1 || estimate.wantsDuration(stamped);
        long startNs = timed ? System.nanoTime() : 0;
        int sent = socket.reply(batch, from, count, aheadNs + estimate.leadNs(stamped), estimate.paceNs());
        if (timed) {
            estimate.sent(sent, stamped, System.nanoTime() - startNs);
        }
        return sent;
    }

    /** The system has stamped a reply, which lies at {@code offset}. */
    void left(ByteBuffer memory, int offset, long transmit) {
        if (awaited != 0 && memory.getLong(offset + NtpHeader.RECEIVE_TIMESTAMP) == awaited) {
            awaited = 0;
            long late = transmit - memory.getLong(offset + NtpHeader.TRANSMIT_TIMESTAMP);
            if (Math.abs(late) < ONE_S) {
                estimate.left(expectedNs + (late * NS_PER_S >> Integer.SIZE));
            }
        }
    }

    private static int first(DatagramBatch batch, int from, int count) {
        int first = from;
        while (first < from + count && (batch.flags(first) & DatagramBatch.FLAG_SKIP) != 0) {
            first++;
        }
        return first;
    }

    private static boolean isStamped(DatagramBatch batch, int slot) {
        return (batch.flags(slot) & DatagramBatch.FLAG_STAMP_REQUEST) != 0;
    }
}
