package dev.foliot.server;

import dev.foliot.nts.NtsServer;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketView;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A responder, the datagrams that it is given, and what comes back. */
final class Requests {
    static final long SEED = 0x1234_5678_9abc_def1L;
    static final long S = 1_000_000_000L;

    /** 2026-09-21T14:13:20Z. */
    static final long START_NS = 1_790_000_000_000_000_000L;

    static final long NONCE = 0x0123_4567_89ab_cdefL;
    static final int LONGEST = 1408;

    static final ServerState STATE = new ServerState(
            LeapIndicator.INSERT, 2, -23, 0x123, 0.001, 15e-6, S, 0xc0000201, 0x1122_3344_5566_7788L, 0);

    final Arrival arrival = new Arrival();
    final Responder responder;
    AccessList access = new AccessList(AccessRules.OPEN);

    Requests(RateLimit limit) {
        this(limit, Optional.empty());
    }

    Requests(RateLimit limit, Optional<NtsServer> nts) {
        responder = new Responder(parameters(limit), SEED, nts);
        arrival.memory = ByteBuffer.allocateDirect(LONGEST + 16);
        arrival.offset = 8;
        arrival.receiveTimestamp = NtpTimestamp.fromUnixNs(START_NS);
        from("192.0.2.1", 50_000);
        responder.begin(STATE, S);
    }

    static ServerParameters parameters(RateLimit limit) {
        return new ServerParameters(List.of(), limit, 1024, 64, 16, 1);
    }

    Requests from(String address, int port) {
        arrival.remoteHigh = AddressBits.high(address(address));
        arrival.remoteLow = AddressBits.low(address(address));
        arrival.remotePort = port;
        return this;
    }

    /** Of a literal address. */
    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static Subnet subnet(String text) {
        String[] parts = text.split("/", 2);
        return Subnet.of(address(parts[0]), Integer.parseInt(parts[1]));
    }

    /** A plain request. */
    static ByteBuffer request(int version, int mode) {
        return ByteBuffer.allocate(NtpHeader.SIZE)
                .put(NtpHeader.LEAP_VERSION_MODE, (byte) (version << 3 | mode))
                .put(NtpHeader.POLL, (byte) 6)
                .putLong(NtpHeader.TRANSMIT_TIMESTAMP, NONCE);
    }

    Outcome send(ByteBuffer request) {
        arrival.memory.put(arrival.offset, request, 0, request.limit());
        arrival.length = request.limit();
        return responder.respond(arrival, access);
    }

    Outcome ask() {
        return send(request(4, 3));
    }

    /** What was written over the request. */
    NtpPacketView reply() {
        NtpPacketView view = new NtpPacketView();
        if (view.wrap(arrival.memory, arrival.offset, NtpHeader.SIZE) != null) {
            throw new AssertionError("no packet");
        }
        return view;
    }
}
