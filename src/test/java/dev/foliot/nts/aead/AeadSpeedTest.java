package dev.foliot.nts.aead;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet costs: printed, not asserted. Associated data of 200 bytes, as of a request, and a text of 100. */
@Tag("bench")
class AeadSpeedTest {
    private static final int AD = 200;
    private static final int NONCE = AD;
    private static final int TEXT_LENGTH = 100;
    private static final int SEALED_LENGTH = TEXT_LENGTH + AeadAlgorithm.TAG_LENGTH;
    private static final int CALLS = 100_000;
    private static final int ROUNDS = 20;

    private final byte[] memory = new byte[1024];
    private final byte[] keys = Keys.bytes(1, 256);

    @ParameterizedTest
    @EnumSource
    void printsWhatSealingOpeningAndANewKeyCost(AeadAlgorithm algorithm) {
        Aead aead = algorithm.newAead();
        int nonceLength = algorithm.nonceLength();
        int at = NONCE + nonceLength;
        aead.rekey(keys, 0);
        print(algorithm + " seal", () -> aead.seal(memory, 0, AD, NONCE, nonceLength, at, TEXT_LENGTH));
        print(algorithm + " seal nothing", () -> aead.seal(memory, 0, AD, NONCE, nonceLength, at, 0));
        print(algorithm + " seal and open", () -> {
            aead.seal(memory, 0, AD, NONCE, nonceLength, at, TEXT_LENGTH);
            if (aead.open(memory, 0, AD, NONCE, nonceLength, at, SEALED_LENGTH) != TEXT_LENGTH) {
                throw new AssertionError();
            }
        });
        int[] turn = {0};
        print(algorithm + " rekey, seal and open", () -> {
            aead.rekey(keys, turn[0]++ & 127);
            aead.seal(memory, 0, AD, NONCE, nonceLength, at, TEXT_LENGTH);
            if (aead.open(memory, 0, AD, NONCE, nonceLength, at, SEALED_LENGTH) != TEXT_LENGTH) {
                throw new AssertionError();
            }
        });
        print(algorithm + " rekey", () -> aead.rekey(keys, turn[0]++ & 127));
    }

    private static void print(String what, Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double bestUs = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long startNs = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            bestUs = Math.min(bestUs, (System.nanoTime() - startNs) * 1e-3 / CALLS);
            bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / CALLS;
        }
        System.out.printf("%-40s %6.2f us %6d bytes%n", what, bestUs, bytes);
    }
}
