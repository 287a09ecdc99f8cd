package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A server answers for months: what it allocates for a request is what the JDK's ciphers do when they get a key. */
class NtsAllocationTest {
    private static final int REQUESTS = 5_000;
    private static final int ROUNDS = 5;

    private final Partners partners = new Partners(AeadAlgorithm.AES_SIV_CMAC_256);
    private final byte[] request = partners.request();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(Partners.CAPACITY);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aReplyAllocatesWhatTwoKeysDo() {
        Aead aead = AeadAlgorithm.AES_SIV_CMAC_256.newAead();
        byte[] memory = new byte[1000];
        int s2c = 500;
        memory[s2c] = 1;
        aead.rekey(memory, s2c);
        long keys = leastAllocated(() -> {
            // As much as it takes to open a cookie and a request, to make a cookie and to seal a reply.
            aead.seal(memory, 600, 4, 600, 16, 700, 64);
            aead.rekey(memory, 0);
            aead.seal(memory, 600, 84, 600, 16, 700, 0);
            aead.seal(memory, 600, 4, 600, 16, 700, 64);
            aead.rekey(memory, s2c);
            aead.seal(memory, 600, 84, 600, 16, 700, 104);
        });
        long reply = leastAllocated(() -> {
            packet.put(0, request);
            partners.server.use(Partners.MASTER_KEYS);
            RequestVerdict found = partners.server.find(packet, 0, request.length);
            RequestVerdict opened = partners.server.open();
            assertEquals(request.length, partners.server.seal(packet, 0));
            assertTrue(found == RequestVerdict.PROTECTED && opened == RequestVerdict.AUTHENTIC);
        });

        // The compiler may spare an object here and there in one of them.
        long spared = 64L * REQUESTS;
        assertTrue(reply <= keys + spared, reply / REQUESTS + " bytes a request; the ciphers " + keys / REQUESTS);
    }

    @Test
    void whatIsNotProtectedAllocatesNothing() {
        assertEquals(0, leastAllocated(() -> {
            packet.put(0, request);
            partners.server.find(packet, 0, 84);
            partners.server.echo(packet, 0);
        }));
    }

    /** The JVM itself may allocate when it first comes by, or compiles. */
    private long leastAllocated(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < REQUESTS; i++) {
                work.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
