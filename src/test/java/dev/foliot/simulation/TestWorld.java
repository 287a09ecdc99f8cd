package dev.foliot.simulation;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.Frequency;
import dev.foliot.time.NtpTimestamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.OptionalLong;

/** A client and a server on two hosts, and a way to measure the one against the other by SNTP. */
final class TestWorld {
    static final long START_UTC_NS = 1_767_225_600_000_000_000L;
    static final InetSocketAddress SERVER = new InetSocketAddress(address("192.0.2.1"), 123);
    static final InetAddress CLIENT = address("192.0.2.100");

    final VirtualWorld world = new VirtualWorld(START_UTC_NS);
    final Fabric fabric = new Fabric(world, 1);
    final SimulatedClock serverClock;
    final SimulatedClock clientClock;
    final SimulatedNetwork serverHost;
    final SimulatedNetwork clientHost;
    final SimulatedServer server;
    private final DatagramBatch batch = new DatagramBatch(4);
    private long transmitNs;

    TestWorld(Signal serverOscillator, Signal clientOscillator) throws IOException {
        serverClock = new SimulatedClock(world, serverOscillator, ClockParameters.DEFAULT);
        clientClock = new SimulatedClock(world, clientOscillator, ClockParameters.DEFAULT);
        serverHost = new SimulatedNetwork(fabric, serverClock, SERVER.getAddress());
        clientHost = new SimulatedNetwork(fabric, clientClock, CLIENT);
        server = new SimulatedServer(serverHost, SERVER, ServerProfile.good());
        join(Delays.constant(0.01), Delays.constant(0.01));
    }

    static TestWorld ofPerfectClocks() throws IOException {
        return new TestWorld(Oscillators.constant(Frequency.ZERO), Oscillators.constant(Frequency.ZERO));
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    void join(Signal up, Signal down) {
        fabric.join(CLIENT, SERVER.getAddress(), up, down);
    }

    /**
     * One request and its reply: the offset in nanoseconds, positive when the client is behind; empty without a reply
     * in 2 s.
     */
    OptionalLong measureNs() throws IOException {
        try (SimulatedSocket socket = clientHost.connect(SERVER);
                var poller = clientHost.newPoller()) {
            poller.add(socket);
            sendRequest(socket);
            long deadlineNs = clientClock.read().monotonicNs() + 2_000_000_000L;
            while (!poller.await(deadlineNs).isEmpty()) {
                if (socket.receiveTransmitStamps(batch) > 0) {
                    transmitNs = batch.stampNs(0);
                }
                if (socket.receive(batch) > 0) {
                    return OptionalLong.of(offsetNs());
                }
            }
            return OptionalLong.empty();
        }
    }

    private void sendRequest(SimulatedSocket socket) throws IOException {
        batch.clear(0);
        batch.setLength(0, 48);
        batch.setFlags(0, DatagramBatch.FLAG_STAMP_TRANSMIT);
        batch.payload().put(DatagramBatch.payloadOffset(0), (byte) (4 << 3 | 3));
        socket.send(batch, 0, 1);
    }

    private long offsetNs() {
        long destinationNs = batch.stampNs(0);
        long receiveNs = NtpTimestamp.toUnixNs(replyLong(32), destinationNs);
        long replyNs = NtpTimestamp.toUnixNs(replyLong(40), destinationNs);
        return (receiveNs - transmitNs + (replyNs - destinationNs)) / 2;
    }

    int replyByte(int offset) {
        return batch.payload().get(DatagramBatch.payloadOffset(0) + offset) & 0xff;
    }

    int replyInt(int offset) {
        return batch.payload().getInt(DatagramBatch.payloadOffset(0) + offset);
    }

    long replyLong(int offset) {
        return batch.payload().getLong(DatagramBatch.payloadOffset(0) + offset);
    }

    long transmitNs() {
        return transmitNs;
    }
}
