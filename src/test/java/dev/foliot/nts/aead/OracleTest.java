package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.cryptomator.siv.SivEngine;

/** AES-SIV beside siv-mode, which shares no code with it but the JDK's AES. */
class OracleTest {
    private final Aead siv256 = AeadAlgorithm.AES_SIV_CMAC_256.newAead();
    private final Aead siv512 = AeadAlgorithm.AES_SIV_CMAC_512.newAead();

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
        byte[] key = new byte[aead.algorithm().keyLength()];
        byte[] ad = new byte[adLength];
        byte[] nonce = new byte[nonceLength];
        byte[] text = new byte[textLength];
        random.nextBytes(key);
        random.nextBytes(ad);
        random.nextBytes(nonce);
        random.nextBytes(text);
        SivEngine oracle = new SivEngine(key);
        aead.rekey(key, 0);

        byte[] sealed = Message.seal(aead, ad, nonce, text);
        assertArrayEquals(oracle.encrypt(text, ad, nonce), sealed);
        assertArrayEquals(text, Message.open(aead, ad, nonce, sealed));
        assertArrayEquals(text, oracle.decrypt(sealed, ad, nonce));
    }
}
