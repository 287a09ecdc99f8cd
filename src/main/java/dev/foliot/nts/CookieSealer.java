package dev.foliot.nts;

import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.CookieSource;
import dev.foliot.nts.ke.SessionKeys;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;

/**
 * Makes cookies, and opens them again. A cookie holds a client's two keys, and nothing else (RFC 8915, section 6); its
 * length tells the algorithm they are for:
 *
 * <pre>
 * +---------------------------------------------------------------+
 * |                 Identifier of the master key                  |   0
 * +---------------------------------------------------------------+
 * |                        Nonce, 16 bytes                        |   4
 * .                                                               .
 * +---------------------------------------------------------------+
 * .           AES-SIV-CMAC-256 of c2s and s2c: 16 bytes           .  20
 * .          of tag, and the keys; it covers the identifier       .
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>One for each thread. Allocates nothing but when the master keys change.
 */
public final class CookieSealer implements CookieSource {
    private static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_SIV_CMAC_256;

    /** Where the two keys stand in a cookie that was opened: s2c behind c2s. */
    static final int KEYS = Integer.BYTES + ALGORITHM.nonceLength();

    private static final AeadAlgorithm[] ALGORITHMS = AeadAlgorithm.values();
    private static final int NONCE = Integer.BYTES;
    private static final int NONCE_LENGTH = KEYS - NONCE;

    static final int LONGEST = length(AeadAlgorithm.AES_SIV_CMAC_512);

    private final SecretNonces nonces;
    private final IdentityHashMap<MasterKey, Aead> aeads = new IdentityHashMap<>();
    private MasterKeys keys = MasterKeys.NONE;

    /** @param nonces of this thread */
    public CookieSealer(SecretNonces nonces) {
        this.nonces = nonces;
    }

    /** The master keys as they are from now on; costs nothing when they are the same as before. At first there are none. */
    public void use(MasterKeys current) {
        if (current == keys) {
            return;
        }
        aeads.values().forEach(Aead::destroy);
        aeads.clear();
        for (MasterKey key : current.all()) {
            Aead aead = ALGORITHM.newAead();
            aead.rekey(key.bytes(), 0);
            aeads.put(key, aead);
        }
        keys = current;
    }

    /** Bytes in a cookie with keys for an algorithm. */
    static int length(AeadAlgorithm algorithm) {
        return KEYS + AeadAlgorithm.TAG_LENGTH + 2 * algorithm.keyLength();
    }

    /**
     * Writes a new cookie.
     *
     * @param source where c2s stands, and s2c behind it
     * @param at where the cookie shall be, apart from the keys
     */
    void seal(AeadAlgorithm algorithm, byte[] memory, int source, int at) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("there is no master key to seal a cookie with");
        }
        int id = keys.current().id();
        for (int i = 0; i < Integer.BYTES; i++) {
            memory[at + i] = (byte) (id >> Byte.SIZE * (Integer.BYTES - 1 - i));
        }
        nonces.next(memory, at + NONCE, NONCE_LENGTH);
        int length = 2 * algorithm.keyLength();
        System.arraycopy(memory, source, memory, at + KEYS, length);
        aeads.get(keys.current()).seal(memory, at, Integer.BYTES, at + NONCE, NONCE_LENGTH, at + KEYS, length);
    }

    /**
     * Opens a cookie where it lies: its keys are {@link #KEYS} behind its first byte then.
     *
     * @return the algorithm that they are for; null when the cookie is not one of ours, or too old
     */
    AeadAlgorithm open(byte[] memory, int at, int length) {
        AeadAlgorithm algorithm = algorithm(length);
        if (algorithm == null) {
            return null;
        }
        int id = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            id = id << Byte.SIZE | Byte.toUnsignedInt(memory[at + i]);
        }
        MasterKey key = keys.find(id);
        if (key == null) {
            return null;
        }
        int opened = aeads.get(key).open(memory, at, Integer.BYTES, at + NONCE, NONCE_LENGTH, at + KEYS, length - KEYS);
        return opened == Aead.FORGED ? null : algorithm;
    }

    @Override
    public byte[] next(SessionKeys session) {
        byte[] memory = new byte[2 * LONGEST];
        session.copyTo(memory, LONGEST);
        seal(session.algorithm(), memory, LONGEST, 0);
        byte[] cookie = new byte[length(session.algorithm())];
        ByteBuffer.wrap(memory).get(cookie);
        return cookie;
    }

    private static AeadAlgorithm algorithm(int length) {
        for (AeadAlgorithm algorithm : ALGORITHMS) {
            if (length(algorithm) == length) {
                return algorithm;
            }
        }
        return null;
    }
}
