package dev.foliot.nts.aead;

import java.util.Arrays;

/** AES-CMAC (RFC 4493). */
final class Cmac {
    /** How much is copied to have its end changed; of a longer text the start is read where it lies. */
    private static final int CHUNK = 1024;
    /** So that more than two blocks are left, the ones that change. */
    private static final int STEP = CHUNK - 2 * Block.LENGTH;

    private final Aes aes;
    private final byte[] input = new byte[CHUNK];
    private final byte[] output = new byte[CHUNK];
    private final Block wholeKey = new Block();
    private final Block paddedKey = new Block();

    Cmac(int keyLength) {
        aes = Aes.cipherBlockChaining(keyLength);
    }

    void rekey(byte[] memory, int offset) {
        aes.rekey(memory, offset);
        Arrays.fill(input, 0, Block.LENGTH, (byte) 0);
        aes.finish(input, 0, Block.LENGTH, output);
        wholeKey.read(output, 0);
        wholeKey.dbl();
        paddedKey.set(wholeKey);
        paddedKey.dbl();
    }

    /** The code of a single block. */
    void of(Block block, Block code) {
        block.write(input, 0);
        wholeKey.xorOnto(input, 0);
        aes.finish(input, 0, Block.LENGTH, output);
        code.read(output, 0);
    }

    void of(byte[] memory, int offset, int length, Block code) {
        int rest = start(memory, offset, length);
        finish(rest, code);
    }

    /** The code of a text of a block at least to whose last 16 bytes {@code end} is added. */
    void ofEndingIn(byte[] memory, int offset, int length, Block end, Block code) {
        int rest = start(memory, offset, length);
        end.xorOnto(input, rest - Block.LENGTH);
        finish(rest, code);
    }

    /** Takes in all but the last bytes, which are in {@code input} then; their number. */
    private int start(byte[] memory, int offset, int length) {
        int at = offset;
        int rest = length;
        for (; rest > CHUNK; at += STEP, rest -= STEP) {
            aes.update(memory, at, STEP, output);
        }
        System.arraycopy(memory, at, input, 0, rest);
        return rest;
    }

    private void finish(int rest, Block code) {
        int blocks = Math.max(1, (rest + Block.LENGTH - 1) / Block.LENGTH);
        int end = blocks * Block.LENGTH;
        if (rest < end) {
            Arrays.fill(input, rest, end, (byte) 0);
            input[rest] = (byte) 0x80;
        }
        Block subkey = rest < end ? paddedKey : wholeKey;
        subkey.xorOnto(input, end - Block.LENGTH);
        aes.finish(input, 0, end, output);
        code.read(output, end - Block.LENGTH);
    }

    void destroy() {
        aes.destroy();
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
        wholeKey.set(0, 0);
        paddedKey.set(0, 0);
    }
}
