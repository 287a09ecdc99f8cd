package dev.foliot.nts.aead;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet costs, in CPU time and memory: printed, not asserted. Associated data of 200 bytes, as of a request, and a text of 100. */
@Tag("bench")
class AeadSpeedTest {
    private static final int AD = 200;
    private static final int NONCE = AD;
    private static final int TEXT_LENGTH = 100;
    private static final int SEALED_LENGTH = TEXT_LENGTH + AeadAlgorithm.TAG_LENGTH;
    private static final int MEMORY = 512;
    private static final int CALLS = 100_000;
    private static final int ROUNDS = 20;

    private final byte[] keys = Keys.bytes(1, 256);
    private final byte[] memory = new byte[MEMORY];
    /** A packet for each of two keys. */
    private final byte[][] sealed = new byte[2][MEMORY];

    private int turn;

    @ParameterizedTest
    @EnumSource
    void printsWhatSealingOpeningAndANewKeyCost(AeadAlgorithm algorithm) {
        Aead aead = algorithm.newAead();
        int nonceLength = algorithm.nonceLength();
        int at = NONCE + nonceLength;
        for (int key = 0; key < sealed.length; key++) {
            aead.rekey(keys, key);
            aead.seal(sealed[key], 0, AD, NONCE, nonceLength, at, TEXT_LENGTH);
        }

        print(algorithm + " seal, each with a nonce of its own", () -> {
            memory[NONCE] = (byte) turn++;
            aead.seal(memory, 0, AD, NONCE, nonceLength, at, TEXT_LENGTH);
        });
        aead.rekey(keys, 0);
        print(algorithm + " open, always the same", () -> {
            System.arraycopy(sealed[0], 0, memory, 0, memory.length);
            open(aead, at, nonceLength);
        });
        print(algorithm + " rekey", () -> aead.rekey(keys, turn++ & 127));
        print(algorithm + " rekey and open", () -> {
            int key = turn++ & 1;
            System.arraycopy(sealed[key], 0, memory, 0, memory.length);
            aead.rekey(keys, key);
            open(aead, at, nonceLength);
        });
    }

    private void open(Aead aead, int at, int nonceLength) {
        if (aead.open(memory, 0, AD, NONCE, nonceLength, at, SEALED_LENGTH) != TEXT_LENGTH) {
            throw new AssertionError();
        }
    }

    private static void print(String what, Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double bestUs = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long startNs = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            bestUs = Math.min(bestUs, (threads.getCurrentThreadCpuTime() - startNs) * 1e-3 / CALLS);
            bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / CALLS;
        }
        System.out.printf("%-52s %6.2f us %6d bytes%n", what, bestUs, bytes);
    }
}
