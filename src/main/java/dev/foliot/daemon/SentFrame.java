package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.wire.NtpHeader;
import java.nio.ByteBuffer;

/** Finds the reply in a frame as it left, behind the headers of whatever layers. */
final class SentFrame {
    /** Of UDP: ports, length, checksum. */
    private static final int UDP_HEADER = 8;

    private static final int UDP_LENGTH = 4;

    private SentFrame() {}

    /**
     * Where in the payload the reply begins. The length in the header before it tells: it counts all that follows.
     *
     * @return -1 when there is none
     */
    static int reply(DatagramBatch batch, int slot) {
        ByteBuffer frame = batch.payload();
        int start = DatagramBatch.payloadOffset(slot);
        int end = start + batch.length(slot);
        for (int header = start; header + UDP_HEADER + NtpHeader.SIZE <= end; header += Short.BYTES) {
            if (Short.toUnsignedInt(frame.getShort(header + UDP_LENGTH)) == end - header) {
                return header + UDP_HEADER;
            }
        }
        return -1;
    }
}
