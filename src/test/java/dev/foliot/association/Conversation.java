package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.foliot.filter.Sample;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import dev.foliot.time.Stamp;
import dev.foliot.time.StampSource;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import dev.foliot.wire.ServerMark;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An association, the clock that it is told, and a server one millisecond away whose clock agrees and which takes 100
 * us. Numbers that should be random are counted, so that a test knows them.
 */
final class Conversation {
    /** 2026-09-21T14:13:20Z, when the monotonic scale shows 0. */
    static final long START_NS = 1_790_000_000_000_000_000L;

    static final int OUR_REFERENCE_ID = 0xC000_0202;
    static final ServerMark OUR_MARK = new ServerMark(0x12_3456);
    static final Ourselves OURSELVES = new Ourselves(OUR_REFERENCE_ID, Optional.of(OUR_MARK));
    static final int PRECISION = -25;
    static final long ONE_WAY_NS = 1_000_000;
    static final long SERVED_NS = 100_000;
    static final long S = 1_000_000_000L;

    static final SteeringLedger UNSTEERED = new SteeringLedger(0, Frequency.ZERO);

    private static final int STAMP_ERROR_NS = 40;

    final Association association;

    /** Of a clock that nobody has steered yet. */
    final SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);

    long monotonicNs;
    long nonce = 0x1234_5678_9ABC_DEF0L;

    Conversation(PollLimits limits, boolean iburst) {
        this(limits, iburst, Optional.empty());
    }

    Conversation(PollLimits limits, boolean iburst, Optional<Interleaving> interleaving) {
        association =
                new Association(new InetSocketAddress("192.0.2.1", 123), limits, iburst, PRECISION, 0, interleaving);
    }

    static Conversation plain() {
        return new Conversation(PollLimits.DEFAULT, false);
    }

    static PollLimits limits(int min, int max, int initial) {
        return new PollLimits(new PollExponent(min), new PollExponent(max), new PollExponent(initial));
    }

    /** One in which the first request has been sent this moment. */
    static Conversation afterRequest() {
        Conversation conversation = plain();
        conversation.request();
        return conversation;
    }

    long utcNs() {
        return START_NS + monotonicNs;
    }

    Optional<AssociationAction> deadline() {
        return association.onDeadline(monotonicNs, ++nonce);
    }

    /** Waits until the association wants something, and gives it that; returns what it wants done. */
    AssociationAction nextAction() {
        monotonicNs = Math.max(monotonicNs, association.deadlineNs());
        return deadline().orElseThrow();
    }

    /** Waits until the association wants to send, past a request that is given up; tells it that it was sent. */
    void request() {
        AssociationAction action = nextAction();
        if (action instanceof AssociationAction.GiveUp) {
            action = nextAction();
        }
        assertInstanceOf(AssociationAction.Send.class, action);
        association.onSent(daemonStamp(utcNs()), OURSELVES);
    }

    /** The bytes of the request that is under way. */
    byte[] requestBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(NtpHeader.SIZE);
        for (int i = 0; i < NtpHeader.SIZE; i++) {
            bytes.put(i, (byte) 0xA5);
        }
        NtpPacketWriter writer = new NtpPacketWriter().wrap(bytes, 0, NtpHeader.SIZE);
        association.writeRequest(writer);
        assertEquals(NtpHeader.SIZE, writer.length());
        return bytes.array();
    }

    /** The true reply to the request just sent. */
    Reply reply() {
        long receiveNs = utcNs() + ONE_WAY_NS;
        return new Reply(nonce, receiveNs, receiveNs + SERVED_NS);
    }

    /** Hands over a datagram that came in when the true reply would. */
    ReplyOutcome deliver(NtpPacketView packet) {
        return deliver(packet, utcNs() + 2 * ONE_WAY_NS + SERVED_NS);
    }

    ReplyOutcome deliver(NtpPacketView packet, long arrivedNs) {
        long readNs = arrivedNs + 50_000;
        ClockReading now = new ClockReading(readNs, readNs - START_NS);
        return association.onDatagram(packet, new Stamp(arrivedNs, StampSource.KERNEL, STAMP_ERROR_NS), now, ledger);
    }

    /** A request and its true reply. */
    Sample exchange() {
        request();
        return measured(deliver(reply().view()));
    }

    static Sample measured(ReplyOutcome outcome) {
        return assertInstanceOf(ReplyOutcome.Measured.class, outcome).sample();
    }

    static Stamp daemonStamp(long utcNs) {
        return new Stamp(utcNs, StampSource.DAEMON, STAMP_ERROR_NS);
    }
}
