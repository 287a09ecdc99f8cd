package dev.foliot.vm;

import dev.foliot.platform.SystemClock;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * By how much a clock is ahead of another: not by Foliot's client, but by what four timestamps say without any filter.
 *
 * @param errorNs positive: ahead
 * @param uncertaintyNs half of the round trip; nothing but the network's way there and back is unknown
 */
record Comparison(long errorNs, long uncertaintyNs) {
    private static final int EXCHANGES = 8;
    private static final int TIMEOUT_MS = 500;
    private static final RandomGenerator RANDOM = new SecureRandom();

    /** Asks an NTP server some times, and keeps the exchange that took least time. */
    static Comparison of(InetSocketAddress server, SystemClock truth) throws IOException {
        Comparison best = null;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT_MS);
            for (int i = 0; i < EXCHANGES; i++) {
                Comparison one = exchange(socket, truth);
                if (one != null && (best == null || one.uncertaintyNs < best.uncertaintyNs)) {
                    best = one;
                }
            }
        }
        if (best == null) {
            throw new SocketTimeoutException("the guest does not tell its time");
        }
        return best;
    }

    /** Null when there is no answer. */
    private static Comparison exchange(DatagramSocket socket, SystemClock truth) throws IOException {
        byte[] bytes = new byte[NtpHeader.SIZE];
        long cookie = RANDOM.nextLong();
        new NtpPacketWriter().wrap(ByteBuffer.wrap(bytes), 0, bytes.length).clientRequest(0, cookie);
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        NtpPacketView reply = new NtpPacketView();
        long sentNs = truth.read().utcNs();
        socket.send(packet);
        do {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return null;
            }
        } while (reply.wrap(ByteBuffer.wrap(bytes), 0, packet.getLength()) != null
                || reply.mode() != NtpMode.SERVER
                || reply.originTimestamp() != cookie);
        long receivedNs = truth.read().utcNs();
        long thereNs = NtpTimestamp.toUnixNs(reply.receiveTimestamp(), sentNs);
        long backNs = NtpTimestamp.toUnixNs(reply.transmitTimestamp(), sentNs);
        long errorNs = (thereNs - sentNs + (backNs - receivedNs)) / 2;
        return new Comparison(errorNs, (receivedNs - sentNs - (backNs - thereNs)) / 2);
    }

    /** The least that the error can be. */
    double leastS() {
        return Math.max(0, Math.abs(errorNs) - uncertaintyNs) * 1e-9;
    }

    double errorS() {
        return errorNs * 1e-9;
    }
}
