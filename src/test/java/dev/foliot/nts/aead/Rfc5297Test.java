package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5297, appendix A, which have one string and three beside the text. */
class Rfc5297Test {
    @Test
    void deterministicAuthenticatedEncryptionIsAsInA1() {
        check(
                "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
                "112233445566778899aabbccddee",
                "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c",
                "101112131415161718191a1b1c1d1e1f2021222324252627");
    }

    @Test
    void nonceBasedAuthenticatedEncryptionIsAsInA2() {
        check(
                "7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f",
                "7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553",
                "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17"
                        + "dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d",
                "00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100",
                "102030405060708090a0",
                "09f911029d74e35bd84156c5635688c0");
    }

    private static void check(String key, String text, String sealed, String... strings) {
        AesSiv siv = new AesSiv(AeadAlgorithm.AES_SIV_CMAC_256);
        siv.rekey(HexFormat.of().parseHex(key), 0);
        byte[] plain = HexFormat.of().parseHex(text);
        byte[] memory = Arrays.copyOf(plain, plain.length + AeadAlgorithm.TAG_LENGTH);

        start(siv, strings);
        siv.sealText(memory, 0, plain.length);
        assertEquals(sealed, HexFormat.of().formatHex(memory));

        start(siv, strings);
        assertEquals(plain.length, siv.openText(memory, 0, memory.length));
        assertArrayEquals(plain, Arrays.copyOf(memory, plain.length));
    }

    private static void start(AesSiv siv, String... strings) {
        siv.strings.start();
        for (String string : strings) {
            byte[] bytes = HexFormat.of().parseHex(string);
            siv.strings.add(bytes, 0, bytes.length);
        }
    }
}
