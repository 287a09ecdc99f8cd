package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cryptomator.siv.SivEngine;

/** AES-SIV beside siv-mode, and AES-GCM-SIV beside Bouncy Castle. What they share is the JDK's AES, with siv-mode. */
class OracleTest {
    private final Aead siv256 = AeadAlgorithm.AES_SIV_CMAC_256.newAead();
    private final Aead siv512 = AeadAlgorithm.AES_SIV_CMAC_512.newAead();
    private final Aead gcmSiv = AeadAlgorithm.AES_128_GCM_SIV.newAead();

    @Property
    void keysOf256BitsSealTheSame(
            @ForAll long seed,
            @ForAll @IntRange(max = 3000) int adLength,
            @ForAll @IntRange(min = 1, max = 40) int nonceLength,
            @ForAll @IntRange(max = 3000) int textLength)
            throws Exception {
        compare(siv256, seed, adLength, nonceLength, textLength);
    }

    @Property
    void keysOf512BitsSealTheSame(
            @ForAll long seed,
            @ForAll @IntRange(max = 3000) int adLength,
            @ForAll @IntRange(min = 1, max = 40) int nonceLength,
            @ForAll @IntRange(max = 3000) int textLength)
            throws Exception {
        compare(siv512, seed, adLength, nonceLength, textLength);
    }

    @Property(tries = 50)
    void longPartsSealTheSame(
            @ForAll long seed,
            @ForAll @IntRange(max = Aead.MAX_LENGTH) int adLength,
            @ForAll @IntRange(min = 1, max = Aead.MAX_LENGTH) int nonceLength,
            @ForAll @IntRange(max = Aead.MAX_LENGTH) int textLength)
            throws Exception {
        compare(siv256, seed, adLength, nonceLength, textLength);
    }

    private static void compare(Aead aead, long seed, int adLength, int nonceLength, int textLength) throws Exception {
        Random random = new Random(seed);
        byte[] key = bytes(random, aead.algorithm().keyLength());
        byte[] ad = bytes(random, adLength);
        byte[] nonce = bytes(random, nonceLength);
        byte[] text = bytes(random, textLength);
        SivEngine oracle = new SivEngine(key);
        aead.rekey(key, 0);

        byte[] sealed = Message.seal(aead, ad, nonce, text);
        assertArrayEquals(oracle.encrypt(text, ad, nonce), sealed);
        assertArrayEquals(text, Message.open(aead, ad, nonce, sealed));
        assertArrayEquals(text, oracle.decrypt(sealed, ad, nonce));
    }

    @Property
    void aesGcmSivSealsTheSame(
            @ForAll long seed, @ForAll @IntRange(max = 3000) int adLength, @ForAll @IntRange(max = 3000) int textLength)
            throws Exception {
        Random random = new Random(seed);
        byte[] key = bytes(random, gcmSiv.algorithm().keyLength());
        byte[] ad = bytes(random, adLength);
        byte[] nonce = bytes(random, gcmSiv.algorithm().nonceLength());
        byte[] text = bytes(random, textLength);
        gcmSiv.rekey(key, 0);

        byte[] sealed = Message.seal(gcmSiv, ad, nonce, text);
        assertArrayEquals(bouncyCastle(true, key, ad, nonce, text), sealed);
        assertArrayEquals(text, Message.open(gcmSiv, ad, nonce, sealed));
        assertArrayEquals(text, bouncyCastle(false, key, ad, nonce, sealed));
    }

    private static byte[] bouncyCastle(boolean sealing, byte[] key, byte[] ad, byte[] nonce, byte[] text)
            throws InvalidCipherTextException {
        GCMSIVBlockCipher cipher = new GCMSIVBlockCipher();
        cipher.init(
                sealing, new AEADParameters(new KeyParameter(key), AeadAlgorithm.TAG_LENGTH * Byte.SIZE, nonce, ad));
        cipher.processBytes(text, 0, text.length, null, 0);
        byte[] result = new byte[text.length + (sealing ? 1 : -1) * AeadAlgorithm.TAG_LENGTH];
        cipher.doFinal(result, 0);
        return result;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
