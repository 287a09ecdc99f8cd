package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CookieSealerTest {
    private final CookieSealer sealer = new CookieSealer(Partners.nonces(1));

    CookieSealerTest() {
        sealer.use(Partners.MASTER_KEYS);
    }

    @ParameterizedTest
    @CsvSource({"AES_128_GCM_SIV, 68", "AES_SIV_CMAC_256, 100", "AES_SIV_CMAC_512, 164"})
    void theKeysComeBackAndTheLengthTellsTheAlgorithm(AeadAlgorithm algorithm, int length) {
        SessionKeys keys = Partners.keys(algorithm, 5);
        byte[] cookie = sealer.next(keys);
        byte[] expected = new byte[2 * algorithm.keyLength()];
        keys.copyTo(expected, 0);

        assertEquals(length, cookie.length);
        assertEquals(1, ByteBuffer.wrap(cookie).getInt());
        assertEquals(algorithm, sealer.open(cookie, 0, cookie.length));
        assertArrayEquals(expected, Arrays.copyOfRange(cookie, CookieSealer.KEYS, CookieSealer.KEYS + expected.length));
    }

    @Test
    void noTwoCookiesAreAlike() {
        SessionKeys keys = Partners.keys(AeadAlgorithm.AES_128_GCM_SIV, 5);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(Arrays.toString(Arrays.copyOfRange(sealer.next(keys), 4, 68)));
        }

        assertEquals(100, seen.size());
    }

    @ParameterizedTest
    @EnumSource
    void noBitOfACookieCanBeAltered(AeadAlgorithm algorithm) {
        byte[] cookie = sealer.next(Partners.keys(algorithm, 5));
        MasterKey second = new MasterKey(3, Partners.MASTER.bytes(), 0);
        // The same key under the identifier that one bit makes of the first: the identifier is sealed too.
        sealer.use(new MasterKeys(List.of(Partners.MASTER, second), Partners.MASTER));
        for (int bit = 0; bit < cookie.length * Byte.SIZE; bit++) {
            byte[] altered = cookie.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertNull(sealer.open(altered, 0, altered.length), "bit " + bit);
        }
    }

    @Test
    void aCookieCutToTheLengthOfAnotherIsNone() {
        byte[] cookie = sealer.next(Partners.keys(AeadAlgorithm.AES_SIV_CMAC_512, 5));

        assertNull(sealer.open(cookie.clone(), 0, 100));
        assertNull(sealer.open(cookie.clone(), 0, 68));
        assertNull(sealer.open(cookie.clone(), 0, 0));
    }

    @Test
    void withoutMasterKeysThereAreNoCookies() {
        SessionKeys keys = Partners.keys(AeadAlgorithm.AES_SIV_CMAC_256, 5);
        byte[] cookie = sealer.next(keys);
        sealer.use(MasterKeys.NONE);

        assertNull(sealer.open(cookie, 0, cookie.length));
        assertThrows(IllegalStateException.class, () -> sealer.next(keys));
    }

    @Test
    void keysAreNotInTheClear() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x5a);
        byte[] cookie = sealer.next(new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, secret, secret));

        assertFalse(Arrays.toString(cookie).contains("90, 90, 90, 90"));
    }
}
