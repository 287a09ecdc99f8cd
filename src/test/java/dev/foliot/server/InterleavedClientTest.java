package dev.foliot.server;

import static dev.foliot.server.Requests.S;
import static dev.foliot.server.Requests.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.foliot.association.Association;
import dev.foliot.association.AssociationAction;
import dev.foliot.association.Interleaving;
import dev.foliot.association.Ourselves;
import dev.foliot.association.PollLimits;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.Stamp;
import dev.foliot.time.StampSource;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Foliot's own client in interleaved mode, with Foliot's server, which writes transmit timestamps 10 us too early. */
class InterleavedClientTest {
    private static final long ONE_WAY_NS = 1_000_000;
    private static final long SERVED_NS = 50_000;
    private static final long LATE_NS = 10_000;

    private static final ServerState STATE = new ServerState(
            LeapIndicator.NONE, 1, -23, 0, 0, 0, S, 0x54455354, NtpTimestamp.fromUnixNs(START_NS - S), 0);

    private final SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);
    private final Requests server = new Requests(RateLimit.DEFAULT);
    private final NtpPacketWriter writer = new NtpPacketWriter();
    private final Association client = new Association(
            new InetSocketAddress("192.0.2.9", 123),
            PollLimits.DEFAULT,
            false,
            -25,
            0,
            Optional.of(new Interleaving()));
    private long nonce = 0x1357_9bdf_0246_8aceL;

    @Test
    void measuresWithTheTimeAtWhichRepliesTrulyLeft() {
        ReplyOutcome.Measured first = exchange(0);
        assertEquals(-LATE_NS / 2e9, first.sample().offsetS(), 2e-9);
        assertEquals(false, first.interleaved());
        assertEquals(false, exchange(1).interleaved(), "the first reply had nobody to be remembered for");
        for (int i = 2; i < 10; i++) {
            ReplyOutcome.Measured measured = exchange(i);
            assertEquals(true, measured.interleaved());
            assertEquals(0, measured.sample().offsetS(), 2e-9);
            assertEquals(2e-9 * ONE_WAY_NS, measured.sample().delayS(), 2e-9);
        }
    }

    private ReplyOutcome.Measured exchange(long turn) {
        long sentNs = Math.max(client.deadlineNs(), turn * (10 * S)) + S;
        assertInstanceOf(
                AssociationAction.Send.class,
                client.onDeadline(sentNs, nonce *= 3).orElseThrow());
        ByteBuffer request = ByteBuffer.allocate(NtpHeader.SIZE);
        client.writeRequest(writer.wrap(request, 0, NtpHeader.SIZE));
        client.onSent(new Stamp(START_NS + sentNs, StampSource.KERNEL, 1), new Ourselves(0, Optional.empty()));
        long receivedNs = START_NS + sentNs + ONE_WAY_NS;
        NtpPacketView reply = serve(request, receivedNs);
        long arrivedNs = receivedNs + SERVED_NS + ONE_WAY_NS;
        Stamp arrived = new Stamp(arrivedNs, StampSource.KERNEL, 1);
        return assertInstanceOf(
                ReplyOutcome.Measured.class,
                client.onDatagram(reply, arrived, new ClockReading(arrivedNs, arrivedNs - START_NS), ledger));
    }

    /** What the loop does around the responder. */
    private NtpPacketView serve(ByteBuffer request, long receivedNs) {
        server.responder.begin(STATE, receivedNs - START_NS);
        server.arrival.receiveTimestamp = NtpTimestamp.fromUnixNs(receivedNs);
        Outcome outcome = server.send(request);
        long leftNs = receivedNs + SERVED_NS;
        if (outcome == Outcome.BASIC) {
            int at = server.arrival.offset + NtpHeader.TRANSMIT_TIMESTAMP;
            server.arrival.memory.putLong(at, NtpTimestamp.fromUnixNs(leftNs - LATE_NS) & -2);
        }
        if (server.responder.remembered() != 0) {
            server.responder.sent(server.responder.remembered(), NtpTimestamp.fromUnixNs(leftNs) & -2);
        }
        return server.reply();
    }
}
