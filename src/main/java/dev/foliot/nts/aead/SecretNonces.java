package dev.foliot.nts.aead;

import java.util.Arrays;

/**
 * Numbers that nobody can foretell and none of which comes twice: AES-256 of a counter under a secret key. They are for
 * nonces and unique identifiers, which others see. Not thread-safe.
 */
public final class SecretNonces {
    /** Of a seed, in bytes. */
    public static final int SEED_LENGTH = 32;

    /** No number is longer; a shorter one is the start of a number, and may come twice by chance. */
    public static final int LONGEST = Block.LENGTH;

    private static final int POOL = 512;

    private final CounterMode counterMode = new CounterMode(SEED_LENGTH, Block::countLast64);
    private final Block counter = new Block();
    private final byte[] pool = new byte[POOL];
    private int used = POOL;

    /** @param seed secret, random, and of no other use; it is copied */
    public SecretNonces(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("seed of " + seed.length + " bytes; it has to have " + SEED_LENGTH);
        }
        counterMode.rekey(seed, 0);
    }

    /** Puts the next number at {@code offset}. */
    public void next(byte[] memory, int offset, int length) {
        if (length < 0 || length > LONGEST) {
            throw new IllegalArgumentException("nonce of " + length + " bytes; 0 to " + LONGEST + " are allowed");
        }
        if (used == POOL) {
            refill();
        }
        System.arraycopy(pool, used, memory, offset, length);
        used += LONGEST;
    }

    private void refill() {
        Arrays.fill(pool, (byte) 0);
        counterMode.add(counter, pool, 0, 0, POOL);
        counter.low += POOL / Block.LENGTH;
        used = 0;
    }
}
