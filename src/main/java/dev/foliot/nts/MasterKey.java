package dev.foliot.nts;

import dev.foliot.nts.aead.AeadAlgorithm;

/** A key that cookies are sealed with. Immutable. */
public final class MasterKey {
    /** The algorithm that cookies are sealed by. */
    public static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_SIV_CMAC_256;

    /** Bytes in a key. */
    public static final int LENGTH = 32;

    private final int id;
    private final byte[] key;
    private final long usedFromS;

    /**
     * @param id stands in every cookie that it sealed
     * @param key {@value #LENGTH} bytes, copied
     * @param usedFromS when cookies begin to be sealed with it, in seconds of Unix time
     */
    public MasterKey(int id, byte[] key, long usedFromS) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a master key has " + LENGTH + " bytes, not " + key.length);
        }
        this.id = id;
        this.key = key.clone();
        this.usedFromS = usedFromS;
    }

    public int id() {
        return id;
    }

    /** A copy of the {@value #LENGTH} bytes. */
    public byte[] key() {
        return key.clone();
    }

    /** When cookies begin to be sealed with it, in seconds of Unix time. */
    public long usedFromS() {
        return usedFromS;
    }
}
