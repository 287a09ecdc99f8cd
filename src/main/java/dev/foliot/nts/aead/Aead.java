package dev.foliot.nts.aead;

/**
 * Seals and opens texts under one key at a time, in place. Not thread-safe.
 *
 * <p>Text, associated data and nonce lie in one array, each of {@value #MAX_LENGTH} bytes at most, the text apart from the
 * others. That is the caller's business: an {@link IllegalArgumentException} says where it is not so, before anything is
 * written. What comes from others may be anything, and is {@link #FORGED} at the worst.
 */
public interface Aead {
    /** The text is not what the owner of the key sealed, or does not belong to these data and this nonce. */
    int FORGED = -1;

    /** No text, associated data or nonce is longer. */
    int MAX_LENGTH = 65535;

    AeadAlgorithm algorithm();

    /** Copies the key at {@code offset}; until the next call it counts. */
    void rekey(byte[] memory, int offset);

    /**
     * Seals the text at {@code at}, which becomes {@link AeadAlgorithm#TAG_LENGTH} bytes longer.
     *
     * @param nonceLength for AES-SIV at least 1, for AES-GCM-SIV 12
     * @param length of the text; 0: only the associated data are authenticated
     */
    void seal(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length);

    /**
     * Opens the sealed text at {@code at}: then the text is there, and the last {@link AeadAlgorithm#TAG_LENGTH} bytes are
     * undefined. When it is forged, all of them are zero.
     *
     * @param length of the sealed text
     * @return length of the text, or {@link #FORGED}
     */
    int open(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length);

    /** Forgets the key, and overwrites all copies of it and of texts that can be reached. It may be given a new one. */
    void destroy();
}
