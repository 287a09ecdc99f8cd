package dev.foliot.nts.aead;

import java.util.Arrays;
import java.util.Optional;

/** The algorithms that NTS may protect packets with here, of IANA's registry of AEAD algorithms. */
public enum AeadAlgorithm {
    /** RFC 5297; every implementation of NTS has it (RFC 8915, section 5.1). */
    AES_SIV_CMAC_256(15, 32, 16),
    /** RFC 5297. */
    AES_SIV_CMAC_512(17, 64, 16),
    /** RFC 8452; its keys, and so its cookies, are the shortest. */
    AES_128_GCM_SIV(30, 16, 12);

    /** By how many bytes each of them makes a text longer. */
    public static final int TAG_LENGTH = 16;

    private final int id;
    private final int keyLength;
    private final int nonceLength;

    AeadAlgorithm(int id, int keyLength, int nonceLength) {
        this.id = id;
        this.keyLength = keyLength;
        this.nonceLength = nonceLength;
    }

    /** The algorithm of a number on the wire; empty: none that is known here. */
    public static Optional<AeadAlgorithm> of(int id) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
    }

    /** The number on the wire. */
    public int id() {
        return id;
    }

    /** In bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** Of the nonces that are made here, in bytes. AES-SIV opens what was sealed with any other but none as well. */
    public int nonceLength() {
        return nonceLength;
    }

    /** A new one, without a key yet. */
    public Aead newAead() {
        return this == AES_128_GCM_SIV ? new AesGcmSiv() : new AesSiv(this);
    }
}
