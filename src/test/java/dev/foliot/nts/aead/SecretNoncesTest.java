package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNoncesTest {
    private final SecretNonces nonces = new SecretNonces(Keys.bytes(1, 32));
    private final byte[] nonce = new byte[16];

    private String next() {
        nonces.next(nonce, 0, nonce.length);
        return HexFormat.of().formatHex(nonce);
    }

    /** FIPS 197, appendix C.3 has this key, and OpenSSL what becomes of 0, 1 and 32 under it. */
    @Test
    void areAesOfACounter() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        SecretNonces known = new SecretNonces(key);
        byte[] numbers = new byte[33 * 16];
        for (int i = 0; i < 33; i++) {
            known.next(numbers, i * 16, 16);
        }
        String hex = HexFormat.of().formatHex(numbers);
        assertEquals("f29000b62a499fd0a9f39a6add2e7780", hex.substring(0, 32));
        assertEquals("f05d76ae4ab99fe5a6f69b3148c2363d", hex.substring(32, 64));
        assertEquals("e2d03b298cc3b4dcb34f9be9036ca212", hex.substring(32 * 32));
    }

    @Test
    void doNotRepeat() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(seen.add(next()));
        }
    }

    @Test
    void ofAnotherSeedAreOthers() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(next());
        }
        SecretNonces others = new SecretNonces(Keys.bytes(2, 32));
        for (int i = 0; i < 1000; i++) {
            others.next(nonce, 0, nonce.length);
            assertFalse(seen.contains(HexFormat.of().formatHex(nonce)));
        }
    }

    @Test
    void anotherIsTakenForEachHoweverShort() {
        byte[] memory = new byte[20];
        nonces.next(memory, 2, 12);
        assertEquals(0, memory[1]);
        assertEquals(0, memory[14]);
        byte[] first = Arrays.copyOfRange(memory, 2, 14);
        nonces.next(memory, 2, 12);
        assertFalse(Arrays.equals(first, 0, 12, memory, 2, 14));

        SecretNonces same = new SecretNonces(Keys.bytes(1, 32));
        same.next(nonce, 0, 16);
        assertTrue(Arrays.equals(first, 0, 12, nonce, 0, 12));
    }

    @Test
    void keepACopyOfTheSeed() {
        byte[] seed = Keys.bytes(1, 32);
        SecretNonces copied = new SecretNonces(seed);
        Arrays.fill(seed, (byte) 0);
        copied.next(nonce, 0, nonce.length);
        String expected = HexFormat.of().formatHex(nonce);
        assertEquals(next(), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 17})
    void areNoLongerThanABlock(int length) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> nonces.next(new byte[32], 0, length));
        assertEquals("nonce of " + length + " bytes; 0 to 16 are allowed", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void needASeedOfTheRightLength(int length) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> new SecretNonces(new byte[length]));
        assertEquals("seed of " + length + " bytes; it has to have 32", refusal.getMessage());
    }
}
