package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    private static final int CALLS = 20_000;

    private final byte[] memory = Keys.bytes(1, 2048);

    private static long allocatedACall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        call.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AES_128_GCM_SIV")
    void sealingAndOpeningAllocateNothing(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 2);
        assertEquals(0, allocatedACall(() -> {
            aead.seal(memory, 0, 1100, 1100, 16, 1116, 100);
            if (aead.open(memory, 0, 1100, 1100, 16, 1116, 116) != 100) {
                throw new AssertionError();
            }
        }));
    }

    /** It makes a new key for each nonce. */
    @Test
    void aesGcmSivAllocatesNoMoreThanTheJdkDoesForAKey() {
        Aead aead = Keys.keyed(AeadAlgorithm.AES_128_GCM_SIV, 2);
        long bytes = allocatedACall(() -> {
            memory[1100]++;
            aead.seal(memory, 0, 1100, 1100, 12, 1112, 100);
        });
        assertTrue(bytes < 2048, () -> bytes + " bytes");
    }

    @ParameterizedTest
    @EnumSource
    void aNewKeyAllocatesNoMoreThanTheJdkDoesForIt(AeadAlgorithm algorithm) {
        Aead aead = algorithm.newAead();
        long bytes = allocatedACall(() -> {
            memory[0]++;
            aead.rekey(memory, 0);
        });
        assertTrue(bytes < 4096, () -> bytes + " bytes");
    }

    @Test
    void noncesAllocateNothing() {
        SecretNonces nonces = new SecretNonces(Keys.bytes(1, 32));
        assertEquals(0, allocatedACall(() -> nonces.next(memory, 0, 16)));
    }
}
