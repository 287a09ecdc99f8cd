package dev.foliot.server;

import static dev.foliot.server.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.foliot.wire.NtpHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However many packets, of however many senders, with whatever outcome: they leave nothing to collect. */
class ResponderAllocationTest {
    private static final int PACKETS = 100_000;
    private static final int ROUNDS = 5;

    private final Requests requests = new Requests(new RateLimit(Requests.S, 2, 1000, 24, 56, 4, 2));
    private final ByteBuffer[] kinds = {
        request(4, 3),
        request(3, 3).put(0, (byte) 0),
        request(4, 4),
        request(4, 3).putLong(NtpHeader.ORIGIN_TIMESTAMP, 1).putLong(NtpHeader.RECEIVE_TIMESTAMP, 2),
        ByteBuffer.allocate(76).put(request(4, 3)).putShort((short) 1).putShort((short) 28),
        ByteBuffer.allocate(68).put(request(4, 3)),
    };

    @Test
    void nothingIsAllocatedForAPacket() {
        requests.access = new AccessList(new AccessRules(
                List.of(Requests.subnet("0.0.0.0/0")),
                Refusal.IGNORE,
                List.of(Requests.subnet("10.0.0.0/9")),
                Refusal.DENY));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The JVM itself may allocate when it first comes by, or compiles.
        for (int round = 0; round < ROUNDS && least != 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            serve(PACKETS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least);
        ServerTotals totals = requests.responder.counters().totals();
        for (Outcome outcome : Outcome.values()) {
            boolean tried = outcome != Outcome.BAD_SOURCE;
            assertTrue(!tried || totals.of(outcome) > 100, outcome + ": " + totals.of(outcome));
        }
    }

    private void serve(int packets) {
        Arrival arrival = requests.arrival;
        for (int i = 0; i < packets; i++) {
            requests.responder.begin(Requests.STATE, Requests.S + i);
            arrival.remoteHigh = i % 50 == 0 ? 1L << 61 : 0;
            arrival.remoteLow = AddressBits.IPV4_MARK | (10L << 24) + (i * 2_654_435_761L & 0xffffff);
            if (i % 3 == 0) {
                arrival.remoteLow |= 0x0080_0000L;
                arrival.remoteLow &= ~0xffff00L | 0x800000L;
            }
            arrival.toMany = i % 41 == 0;
            ByteBuffer kind = kinds[i % kinds.length];
            if (requests.responder.remembered() != 0) {
                long named = requests.responder.remembered();
                requests.responder.sent(named, 8);
                kinds[3].putLong(NtpHeader.ORIGIN_TIMESTAMP, named);
            }
            requests.send(kind);
        }
    }
}
