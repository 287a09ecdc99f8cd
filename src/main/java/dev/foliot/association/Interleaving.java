package dev.foliot.association;

import dev.foliot.wire.NtpPacketWriter;
import java.util.Optional;

/**
 * What is remembered of an exchange so that the next one can improve on it: interleaved mode (RFC 9769, section 2).
 *
 * <p>A server cannot write into a reply when that reply left; it writes what it knew shortly before. A request that
 * names the previous reply, by the receive timestamp in it, lets the server tell in the next one when the previous one
 * truly left. So an interleaved reply completes the exchange <em>before</em> it. A server that does not know the mode,
 * or remembers no longer, answers as ever.
 */
public final class Interleaving {
    private Optional<OpenExchange> previous = Optional.empty();
    private boolean measured;

    /** The exchange to complete, if there is one. */
    Optional<OpenExchange> previous() {
        return previous;
    }

    /** Whether the exchange to complete has been measured already, though not as well. */
    boolean measured() {
        return measured;
    }

    /** Makes a basic request one that asks for an interleaved reply as well. */
    void ask(NtpPacketWriter writer, long nonce) {
        writer.originTimestamp(previous.orElseThrow().serverReceive()).receiveTimestamp(interleavedNonce(nonce));
    }

    /**
     * The origin of an interleaved reply: another number than that of a basic one, and as unforeseeable, since only who
     * sees the request sees either.
     */
    static long interleavedNonce(long nonce) {
        return ~nonce;
    }

    /**
     * Remembers an exchange in place of the one before.
     *
     * @param byItsReply whether its own reply, a basic one, has measured it
     */
    void remember(OpenExchange exchange, boolean byItsReply) {
        previous = Optional.of(exchange);
        measured = byItsReply;
    }

    void forget() {
        previous = Optional.empty();
    }
}
