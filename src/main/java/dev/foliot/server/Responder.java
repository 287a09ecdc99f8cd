package dev.foliot.server;

import dev.foliot.time.LeapIndicator;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import dev.foliot.wire.PacketFault;

/**
 * Answers requests: by a header without extensions, written over the request, so never longer than it. One for each
 * thread; allocates nothing.
 *
 * <p>Receive timestamps end in bit 1 and occur once; transmit timestamps end in bit 0. So a request whose origin ends in
 * 1 names an earlier reply by its receive timestamp, and asks for an interleaved reply (RFC 9769); and what answers only
 * basic requests has nothing to remember.
 */
public final class Responder {
    /** The port that servers ask from too. */
    private static final int NTP_PORT = 123;

    /** Units of 2^-32 s within which stamps are taken for equal: a batch that was stamped by a coarse clock. */
    private static final long SAME_MOMENT = 1 << 10;

    private final NtpPacketView request = new NtpPacketView();
    private final NtpPacketWriter reply = new NtpPacketWriter();
    private final ServerCounters counters = new ServerCounters();
    private final ClientTable clients;
    private final InterleavedTable interleaved;
    private ServerState state = ServerState.unsynchronised(0, 0);
    private long nowNs;
    private int rootDispersion;
    private long lastReceive;
    private long remembered;

    /** @param seed a random number that nobody else knows */
    public Responder(ServerParameters parameters, long seed) {
        clients = new ClientTable(parameters.clients(), parameters.rateLimit(), seed);
        interleaved = new InterleavedTable(parameters.interleaved());
    }

    /**
     * What holds for the requests that come now.
     *
     * @param nowNs the time on the monotonic scale of the clock that is served, above 0
     */
    public void begin(ServerState state, long nowNs) {
        if (state.jumps() != this.state.jumps()) {
            interleaved.clear();
        }
        this.state = state;
        this.nowNs = nowNs;
        rootDispersion = state.rootDispersion(nowNs);
    }

    /**
     * Decides what to do with a datagram; writes the reply when there is one. Of {@link Outcome#BASIC} its transmit
     * timestamp is left to who sends it, and must end in bit 0.
     */
    public Outcome respond(Arrival arrival, AccessList access) {
        remembered = 0;
        Outcome outcome = decide(arrival, access);
        counters.count(outcome);
        if (!AddressBits.isIpv4(arrival.remoteHigh, arrival.remoteLow)) {
            counters.countIpv6();
        }
        return outcome;
    }

    /** The receive timestamp in the latest reply when {@link #sent} is to be told when it leaves; else 0. */
    public long remembered() {
        return remembered;
    }

    /**
     * Says when a reply left. The latest word counts.
     *
     * @param receive its receive timestamp
     * @param transmit ends in bit 0
     */
    public void sent(long receive, long transmit) {
        interleaved.sent(receive, transmit);
    }

    /** An empty copy that has room for all clients. From any thread. */
    public ClientCopy newCopy() {
        return clients.newCopy();
    }

    /** Copies some more clients; returns whether the copy is complete. */
    public boolean copyClients(ClientCopy copy) {
        return clients.copyTo(copy, nowNs);
    }

    public ServerCounters counters() {
        return counters;
    }

    private Outcome decide(Arrival arrival, AccessList access) {
        if (arrival.toMany) {
            return Outcome.BROADCAST;
        }
        PacketFault fault = request.wrap(arrival.memory, arrival.offset, arrival.length);
        if (fault != null) {
            return fault == PacketFault.NOT_A_TIME_PACKET ? Outcome.NOT_A_REQUEST : Outcome.MALFORMED;
        }
        NtpMode mode = replyMode(arrival.remotePort);
        if (mode == NtpMode.RESERVED) {
            return Outcome.NOT_A_REQUEST;
        }
        counters.countVersion(request.version());
        if (arrival.remotePort == 0) {
            return Outcome.BAD_SOURCE;
        }
        if (request.macLength() != 0) {
            return Outcome.UNKNOWN_KEY;
        }
        Refusal refusal = access.refusal(arrival.remoteHigh, arrival.remoteLow);
        if (refusal == Refusal.IGNORE) {
            return Outcome.REFUSED;
        }
        reply.wrap(arrival.memory, arrival.offset, NtpHeader.SIZE);
        return switch (clients.admit(arrival.remoteHigh, arrival.remoteLow, request.version(), nowNs)) {
            case ADMITTED -> refusal == null ? answer(mode, arrival.receiveTimestamp) : kiss(mode, KissCode.DENY);
            case KISS -> kiss(mode, refusal == null ? KissCode.RATE : KissCode.DENY);
            case LIMITED -> refusal == null ? Outcome.RATE_LIMITED : Outcome.REFUSED;
        };
    }

    /** The mode that answers the request's; RESERVED: none does, lest two servers answer each other for ever. */
    private NtpMode replyMode(int remotePort) {
        return switch (request.mode()) {
            case CLIENT -> NtpMode.SERVER;
            // Without an association this is a client's request as well: Windows asks so.
            case SYMMETRIC_ACTIVE -> NtpMode.SYMMETRIC_PASSIVE;
            // Version 1 had no modes: a client was who asked from another port (RFC 1059, appendix B).
            case RESERVED -> request.version() == 1 && remotePort != NTP_PORT ? NtpMode.SERVER : NtpMode.RESERVED;
            default -> NtpMode.RESERVED;
        };
    }

    private Outcome answer(NtpMode mode, long receiveTimestamp) {
        long transmit = request.transmitTimestamp();
        long named = request.originTimestamp();
        long nonce = request.receiveTimestamp();
        long receive = unique(receiveTimestamp | 1);
        long previous = 0;
        if ((named & 1) != 0 && nonce != transmit && mode == NtpMode.SERVER) {
            previous = interleaved.transmitOf(named);
            receive = interleaved.add(receive, previous != 0);
            remembered = receive;
        }
        reply.leapVersionMode(state.leap(), request.version(), mode)
                .stratum(state.stratum())
                .poll(request.poll())
                .precision(state.precision())
                .rootDelay(state.rootDelay())
                .rootDispersion(rootDispersion)
                .referenceId(state.referenceId())
                .referenceTimestamp(state.referenceTimestamp())
                .originTimestamp(previous != 0 ? nonce : transmit)
                .receiveTimestamp(receive);
        if (previous == 0) {
            return Outcome.BASIC;
        }
        reply.transmitTimestamp(previous);
        clients.countInterleaved();
        return Outcome.INTERLEAVED;
    }

    /** A reply that tells no time: a client that does not know kisses finds that its own is right. */
    private Outcome kiss(NtpMode mode, KissCode code) {
        long transmit = request.transmitTimestamp();
        int version = request.version();
        int poll = request.poll();
        reply.clearHeader()
                .leapVersionMode(LeapIndicator.UNSYNCHRONISED, version, mode)
                .poll(poll)
                .precision(state.precision())
                .referenceId(code.referenceId())
                .originTimestamp(transmit)
                .receiveTimestamp(transmit)
                .transmitTimestamp(transmit);
        return code == KissCode.RATE ? Outcome.KISS_RATE : Outcome.KISS_DENY;
    }

    /** A number for every request, although several may have come in the same moment of the clock. */
    private long unique(long receive) {
        long before = lastReceive - receive;
        lastReceive = before >= 0 && before < SAME_MOMENT ? lastReceive + 2 : receive;
        return lastReceive;
    }
}
