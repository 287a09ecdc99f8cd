package dev.foliot.simulation.clknetsim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Requests to the simulator and its replies, in the structures of its {@code protocol.h}: a header of 8 bytes that says
 * which request it is, then the request's own fields, all in the machine's byte order. It aborts when a length is wrong.
 */
final class Connection {
    private static final int REGISTER = 1;
    private static final int GET_TIME = 2;
    private static final int ADJTIMEX = 4;
    private static final int SELECT = 6;
    private static final int SEND = 7;
    private static final int RECEIVE = 8;

    private static final int HEADER_SIZE = 8;
    private static final int TIME_SIZE = 40;
    private static final int SELECT_SIZE = 24 + TIME_SIZE;
    private static final int PACKET_HEADER_SIZE = 24;
    /** The largest payload that the simulator carries (MAX_PACKET_SIZE). */
    private static final int MAX_PAYLOAD = 4000;

    private static final int MAX_SIZE = HEADER_SIZE + PACKET_HEADER_SIZE + MAX_PAYLOAD;

    private static final int MAIN_CLOCK = 0;
    private static final int ONLY_SUBNET = 0;
    private static final int TYPE_UDP = 1;

    private final MessageChannel channel;
    private final byte[] requestBytes = new byte[MAX_SIZE];
    private final byte[] replyBytes = new byte[MAX_SIZE];
    private final ByteBuffer request = ByteBuffer.wrap(requestBytes).order(ByteOrder.nativeOrder());
    private final ByteBuffer reply = ByteBuffer.wrap(replyBytes).order(ByteOrder.nativeOrder());
    private double realS;
    private double monotonicS;

    /** How a wait ended. */
    enum Event {
        TIMEOUT,
        PACKET
    }

    /** A datagram of another node; nodes count from 0. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packet(int fromNode, int fromPort, int toPort, byte[] payload) {}

    Connection(MessageChannel channel) {
        this.channel = channel;
    }

    /** Becomes a node, counted from 0, and waits until it is to start. */
    void register(int node) {
        begin(REGISTER).putInt(node);
        exchange(8);
        readTime();
    }

    /** What the clock shows, in seconds since the simulation's start. */
    double realS() {
        return realS;
    }

    /** The same without steps. */
    double monotonicS() {
        return monotonicS;
    }

    /** Asks what the clock shows; needed only after it was stepped. */
    void readTime() {
        begin(GET_TIME).putInt(MAIN_CLOCK);
        exchange(TIME_SIZE);
        takeTime(0);
    }

    /** Calls adjtimex(2) for the node's clock, and leaves in {@code timex} what the call leaves there. */
    void adjtimex(Timex timex) {
        begin(ADJTIMEX).putInt(MAIN_CLOCK).putInt(0);
        timex.writeTo(request);
        exchange(8 + Timex.SIZE);
        timex.readFrom(reply, 8);
        int state = reply.getInt(0);
        if (state < 0) {
            throw SimulationEndedException.broken("refuses adjtimex: " + state, null);
        }
    }

    /** Lets time pass until a packet comes, or for so many seconds of the node's monotonic scale. */
    Event select(double timeoutS) {
        begin(SELECT).putDouble(timeoutS).putInt(1).putInt(0);
        exchange(SELECT_SIZE);
        int event = reply.getInt(0);
        takeTime(SELECT_SIZE - TIME_SIZE);
        return switch (event) {
            case 0 -> Event.TIMEOUT;
            case 1, 2 -> Event.PACKET;
            case 3 -> throw SimulationEndedException.regular();
            default -> throw SimulationEndedException.broken("answers a wait with " + event, null);
        };
    }

    /** Sends a datagram; no time passes. */
    void send(int toNode, int fromPort, int toPort, byte[] payload) {
        begin(SEND)
                .putInt(TYPE_UDP)
                .putInt(ONLY_SUBNET)
                .putInt(toNode)
                .putInt(fromPort)
                .putInt(toPort)
                .putInt(payload.length)
                .put(payload);
        send();
    }

    /** The packet that a wait ended with; null when it is no datagram. */
    Packet receive() {
        begin(RECEIVE);
        exchange(PACKET_HEADER_SIZE);
        int length = reply.getInt(20);
        if (length < 0 || length > reply.limit() - PACKET_HEADER_SIZE) {
            throw SimulationEndedException.broken("gives a packet of " + length + " bytes", null);
        }
        if (reply.getInt(0) != TYPE_UDP) {
            return null;
        }
        byte[] payload = new byte[length];
        reply.get(PACKET_HEADER_SIZE, payload);
        return new Packet(reply.getInt(8), reply.getInt(12), reply.getInt(16), payload);
    }

    private ByteBuffer begin(int type) {
        return request.clear().putInt(type).putInt(0);
    }

    private void send() {
        try {
            channel.send(requestBytes, request.position());
        } catch (IOException e) {
            throw SimulationEndedException.broken("has gone", e);
        }
    }

    /** Sends the request and waits for its reply, of {@code least} bytes or more. */
    private void exchange(int least) {
        send();
        int length;
        try {
            length = channel.receive(replyBytes);
        } catch (IOException e) {
            throw SimulationEndedException.broken("has gone", e);
        }
        if (length <= 0) {
            throw SimulationEndedException.broken("has gone", null);
        }
        if (length < least) {
            throw SimulationEndedException.broken("answers with " + length + " bytes instead of " + least, null);
        }
        reply.clear().limit(length);
    }

    private void takeTime(int at) {
        realS = reply.getDouble(at);
        monotonicS = reply.getDouble(at + 8);
    }
}
