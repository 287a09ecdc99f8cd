package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.LeapIndicator;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int PACKETS = 100_000;

    private final DatagramBatch batch = new DatagramBatch(2);
    private final NtpPacketView view = new NtpPacketView();
    private final NtpPacketWriter writer = new NtpPacketWriter();
    private long checksum;

    @Test
    void answeringInPlaceAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] request = Packets.bytes(Packets.PLAIN + Packets.field(0x0104, 36) + Packets.field(0x0204, 104));
        answer(request);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PACKETS; i++) {
            answer(request);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < PACKETS, () -> allocated + " bytes for " + PACKETS + " packets");
        assertEquals((PACKETS + 1) * (0x0104L + 0x0204), checksum);
    }

    private void answer(byte[] request) {
        ByteBuffer memory = batch.payload();
        int at = DatagramBatch.payloadOffset(1);
        memory.put(at, request);
        if (view.wrap(memory, at, request.length) != null || view.mode() != NtpMode.CLIENT) {
            throw new AssertionError();
        }
        for (int field = view.extensionsStart(); field < view.extensionsEnd(); field += view.extensionLength(field)) {
            checksum += view.extensionType(field);
        }
        long origin = view.transmitTimestamp();
        int poll = view.poll();
        writer.wrap(memory, at, DatagramBatch.PAYLOAD_CAPACITY)
                .clearHeader()
                .leapVersionMode(LeapIndicator.NONE, view.version(), NtpMode.SERVER)
                .stratum(1)
                .poll(poll)
                .precision(-23)
                .originTimestamp(origin);
        writer.appendLastExtension(0x0104, 32);
        batch.setLength(1, writer.length());
    }
}
