package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * All of RFC 8452, appendix C.1; of Wycheproof those of AES-128-GCM-SIV whose counter wraps around, and those of AES-SIV
 * with a nonce of 128 bits whose tag has bits that the counter must not have, or whose key has 512 bits, for which RFC 5297
 * has none. OpenSSL 3 came to the same, except for texts of no length, which it does not take.
 */
class VectorsTest {
    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "vectors.csv", numLinesToSkip = 1)
    void areSealedAndOpenedAsTheirAuthorsDo(
            String origin, int id, String key, String nonce, String ad, String text, String sealed) {
        Aead aead = AeadAlgorithm.of(id).orElseThrow().newAead();
        aead.rekey(bytes(key), 0);

        assertArrayEquals(bytes(sealed), Message.seal(aead, bytes(ad), bytes(nonce), bytes(text)), origin);
        assertArrayEquals(bytes(text), Message.open(aead, bytes(ad), bytes(nonce), bytes(sealed)), origin);
    }

    private static byte[] bytes(String hex) {
        return hex == null ? new byte[0] : HexFormat.of().parseHex(hex);
    }
}
