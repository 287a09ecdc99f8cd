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

    /** Has the system stamp the first reply of a batch, from time to time; returns whether it does. */
    boolean askForStamp(DatagramBatch batch, int count, long nowNs) {
        int first = 0;
        while (first < count && (batch.flags(first) & DatagramBatch.FLAG_SKIP) != 0) {
            first++;
        }
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
        return true;
    }

    /** From the reading of the clock to when the first datagram of a call leaves, as far as that is known. */
    int leadNs() {
        return estimate.leadNs();
    }

    /**
     * Sends the replies of a batch.
     *
     * @param aheadNs by how much the clock that is served is ahead of the kernel's
     * @return how many were sent
     */
    int reply(ServingSocket socket, DatagramBatch batch, int count, long aheadNs) {
        long startNs = System.nanoTime();
        int sent = socket.reply(batch, 0, count, aheadNs + estimate.leadNs(), estimate.paceNs());
        estimate.sent(sent, System.nanoTime() - startNs);
        return sent;
    }

    /** The system has stamped a reply, which lies at {@code offset}. */
    void left(ByteBuffer memory, int offset, long transmit) {
        if (awaited != 0 && memory.getLong(offset + NtpHeader.RECEIVE_TIMESTAMP) == awaited) {
            awaited = 0;
            long late = transmit - memory.getLong(offset + NtpHeader.TRANSMIT_TIMESTAMP);
            if (Math.abs(late) < ONE_S) {
                estimate.left(late * NS_PER_S >> Integer.SIZE);
            }
        }
    }
}
