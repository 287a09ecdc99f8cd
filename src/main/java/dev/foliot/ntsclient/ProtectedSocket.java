package dev.foliot.ntsclient;

import dev.foliot.nts.ClientSession;
import dev.foliot.nts.KeyExchangeNeed;
import dev.foliot.nts.ReplyVerdict;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ForwardingSocket;
import dev.foliot.platform.NoCookiesException;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.wire.NtpHeader;
import java.io.IOException;

/**
 * Stands in front of a socket: protects the request that leaves, and marks the replies that are not authentic. Of those
 * that are, the 48 bytes that everybody reads are left.
 */
final class ProtectedSocket extends ForwardingSocket {
    private final ProtectedSession session;

    ProtectedSocket(TimestampedSocket socket, ProtectedSession session) {
        super(socket);
        this.session = session;
    }

    /** {@inheritDoc} One request at a time. Its time of sending is not written into it any more: that is protected, too. */
    @Override
    public int send(DatagramBatch batch, int first, int count) throws IOException {
        ClientSession keys = session.keys().orElseThrow(() -> new IOException("the keys have been forgotten"));
        batch.setFlags(first, batch.flags(first) & ~DatagramBatch.FLAG_STAMP_TRANSMIT);
        int length = keys.seal(batch.payload(), DatagramBatch.payloadOffset(first));
        if (length == 0) {
            throw new NoCookiesException("no cookies are left to ask " + Addresses.text(remoteAddress()) + " with");
        }
        batch.setLength(first, length);
        return socket.send(batch, first, 1);
    }

    @Override
    public int receive(DatagramBatch batch) throws IOException {
        int count = socket.receive(batch);
        for (int slot = 0; slot < count; slot++) {
            int flag = verify(batch, slot);
            batch.setFlags(slot, batch.flags(slot) | flag);
            if (flag == 0) {
                batch.setLength(slot, NtpHeader.SIZE);
            }
        }
        return count;
    }

    private int verify(DatagramBatch batch, int slot) {
        if (session.keys().isEmpty() || (batch.flags(slot) & DatagramBatch.FLAG_TRUNCATED) != 0) {
            return DatagramBatch.FLAG_NOT_AUTHENTIC;
        }
        ClientSession keys = session.keys().get();
        ReplyVerdict verdict = keys.open(batch.payload(), DatagramBatch.payloadOffset(slot), batch.length(slot));
        if (verdict == ReplyVerdict.AUTHENTIC) {
            return 0;
        }
        // As long as there are other keys to try, the first ones were not the last word.
        boolean refused = verdict == ReplyVerdict.NAK && keys.need(0) == KeyExchangeNeed.REFUSED;
        return refused ? DatagramBatch.FLAG_NAK : DatagramBatch.FLAG_NOT_AUTHENTIC;
    }
}
