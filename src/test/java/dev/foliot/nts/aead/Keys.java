package dev.foliot.nts.aead;

import java.util.Random;

/** Bytes that are the same in each run. */
final class Keys {
    private Keys() {}

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** One that has a key. */
    static Aead keyed(AeadAlgorithm algorithm, long seed) {
        Aead aead = algorithm.newAead();
        aead.rekey(bytes(seed, algorithm.keyLength()), 0);
        return aead;
    }
}
