package dev.foliot.association;

import dev.foliot.time.Stamp;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;

/**
 * What is remembered of an exchange so that the next one can improve on it: interleaved mode (RFC 9769, section 2).
 *
 * <p>A server cannot write into a reply when that reply left; it writes what it knew shortly before. A request that
 * names the previous reply, by the receive timestamp in it, lets the server tell in the next one when the previous one
 * truly left. So an interleaved reply completes the exchange <em>before</em> it. A server that does not know the mode,
 * or remembers no longer, answers as ever.
 */
public final class Interleaving {
    private boolean known;
    private Stamp transmit;
    private Stamp receive;
    private long serverReceive;
    private long monotonicNs;

    /** Whether there is an exchange to complete. */
    boolean known() {
        return known;
    }

    /** Makes a basic request one that asks for an interleaved reply as well. */
    void ask(NtpPacketWriter writer, long nonce) {
        writer.originTimestamp(serverReceive).receiveTimestamp(interleavedNonce(nonce));
    }

    /**
     * The origin of an interleaved reply: another number than that of a basic one, and as unforeseeable, since only who
     * sees the request sees either.
     */
    static long interleavedNonce(long nonce) {
        return ~nonce;
    }

    /** The previous exchange, now with the time at which its reply truly left. */
    Exchange complete(NtpPacketView packet, int localPrecision) {
        return Exchange.of(packet, serverReceive, transmit, receive, localPrecision);
    }

    /** When the reply of the previous exchange arrived, on the monotonic scale. */
    long monotonicNs() {
        return monotonicNs;
    }

    Stamp transmit() {
        return transmit;
    }

    Stamp receive() {
        return receive;
    }

    void remember(NtpPacketView packet, Stamp transmit, Stamp receive, long receivedMonotonicNs) {
        this.known = true;
        this.transmit = transmit;
        this.receive = receive;
        this.serverReceive = packet.receiveTimestamp();
        this.monotonicNs = receivedMonotonicNs;
    }

    void forget() {
        known = false;
    }
}
