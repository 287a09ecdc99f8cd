package dev.foliot.nts.aead;

import java.util.Arrays;
import java.util.function.Consumer;

/** AES of numbers that are counted up, added to a text. */
final class CounterMode {
    private static final int CHUNK = 512;

    private final Aes aes;
    private final byte[] counters = new byte[CHUNK];
    private final byte[] stream = new byte[CHUNK];
    private final Block counter = new Block();
    private final Consumer<Block> count;

    /** @param count adds one to a counter; which of its bits that changes, modes differ in */
    CounterMode(int keyLength, Consumer<Block> count) {
        aes = Aes.electronicCodeBook(keyLength);
        this.count = count;
    }

    void rekey(byte[] memory, int offset) {
        aes.rekey(memory, offset);
    }

    /** Adds the stream to the text at {@code from}; the sum is at {@code to}, which is at {@code from} or before it. */
    void add(Block first, byte[] memory, int from, int to, int length) {
        counter.set(first);
        for (int done = 0; done < length; done += CHUNK) {
            int part = Math.min(CHUNK, length - done);
            encryptCounters((part + Block.LENGTH - 1) / Block.LENGTH);
            addStream(memory, from + done, to + done, part);
        }
    }

    /** A single block, under the same key. */
    void encrypt(Block block) {
        block.write(counters, 0);
        aes.update(counters, 0, Block.LENGTH, stream);
        block.read(stream, 0);
    }

    private void encryptCounters(int blocks) {
        for (int i = 0; i < blocks; i++) {
            counter.write(counters, i * Block.LENGTH);
            count.accept(counter);
        }
        aes.update(counters, 0, blocks * Block.LENGTH, stream);
    }

    private void addStream(byte[] memory, int from, int to, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            Block.LONGS.set(
                    memory, to + i, (long) Block.LONGS.get(memory, from + i) ^ (long) Block.LONGS.get(stream, i));
        }
        for (; i < length; i++) {
            memory[to + i] = (byte) (memory[from + i] ^ stream[i]);
        }
    }

    void destroy() {
        aes.destroy();
        Arrays.fill(stream, (byte) 0);
    }
}
