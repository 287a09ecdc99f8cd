package dev.foliot.nts;

import java.security.MessageDigest;

/** A key that cookies are sealed with, for AEAD_AES_SIV_CMAC_256. Immutable, as long as nobody writes into its bytes. */
public final class MasterKey {
    /** In bytes. */
    public static final int LENGTH = 32;

    private final int id;
    private final byte[] bytes;
    private final long usedFromS;

    /**
     * @param id stands in each cookie for everyone to see, so it must tell nothing of the key
     * @param bytes copied
     * @param usedFromS when cookies are first sealed with it, in seconds since the Unix epoch; accepted before that
     */
    public MasterKey(int id, byte[] bytes, long usedFromS) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes, not " + LENGTH);
        }
        this.id = id;
        this.bytes = bytes.clone();
        this.usedFromS = usedFromS;
    }

    public int id() {
        return id;
    }

    /** The key itself, not a copy: the server's hot path reads it for each request. Not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** When cookies are first sealed with it, in seconds since the Unix epoch. */
    public long usedFromS() {
        return usedFromS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key
                && id == key.id
                && usedFromS == key.usedFromS
                && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Its name and its age; never the key. */
    @Override
    public String toString() {
        return String.format("%08x used from %d s", id, usedFromS);
    }
}
