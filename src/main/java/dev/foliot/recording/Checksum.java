package dev.foliot.recording;

import dev.foliot.platform.DatagramBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C of what leaves the core, which is compared and not kept. */
final class Checksum {
    private Checksum() {}

    static int of(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Of the payloads of some slots. */
    static int of(DatagramBatch batch, int first, int count) {
        CRC32C sum = new CRC32C();
        for (int slot = first; slot < first + count; slot++) {
            int offset = DatagramBatch.payloadOffset(slot);
            ByteBuffer payload = batch.payload().duplicate();
            sum.update(payload.limit(offset + batch.length(slot)).position(offset));
        }
        return (int) sum.getValue();
    }
}
