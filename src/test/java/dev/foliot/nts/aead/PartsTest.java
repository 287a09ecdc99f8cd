package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {
    private static final int LARGE = 300_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 |  4 | 10 |  4 | 20 | 10 | 16 | associated data at -1, of 4 bytes, is not within an array of 46
             0 | -1 | 10 |  4 | 20 | 10 | 16 | associated data of -1 bytes; 0 to 65535 are allowed
            43 |  4 | 10 |  4 | 20 | 10 | 16 | associated data at 43, of 4 bytes, is not within an array of 46
             0 |  4 | 46 |  1 | 20 | 10 | 16 | nonce at 46, of 1 bytes, is not within an array of 46
             0 |  4 | 10 | -9 | 20 | 10 | 16 | nonce of -9 bytes; 0 to 65535 are allowed
             0 |  4 | 10 |  4 | 21 | 10 | 16 | text at 21, of 10 bytes and 16 more for its tag, is not within an array of 46
             0 |  4 | 10 |  4 | 20 | -1 | 16 | text of -1 bytes; 0 to 65535 are allowed
             0 |  4 | 10 |  4 | 2147483647 | 0 | 16 | text at 2147483647, of 0 bytes and 16 more for its tag, is not within an array of 46
             0 |  4 | 10 |  4 | 20 | 27 | 0 | text at 20, of 27 bytes, is not within an array of 46
             0 | 21 |  0 |  0 | 20 | 10 | 16 | associated data at 0, of 21 bytes, would be overwritten by the text at 20, for which 26 are needed
            45 |  1 |  0 |  0 | 20 | 10 | 16 | associated data at 45, of 1 bytes, would be overwritten by the text at 20, for which 26 are needed
             0 |  4 | 25 |  2 | 20 | 10 |  0 | nonce at 25, of 2 bytes, would be overwritten by the text at 20, for which 10 are needed
            """)
    void whatCannotBeIsNamedWithItsPlace(
            int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length, int growth, String why) {
        Exception refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Parts.check(new byte[46], adOffset, adLength, nonceOffset, nonceLength, at, length, growth));
        assertEquals(why, refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0, 0, 20, 10, 16", // right before
        "30, 16, 46, 0, 20, 10, 0", // right behind
        "25, 0, 25, 0, 20, 10, 16", // empty within
        "20, 10, 20, 10, 25, 0, 0" // an empty text within
    })
    void whatTouchesOrIsEmptyIsAllowed(
            int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length, int growth) {
        assertDoesNotThrow(
                () -> Parts.check(new byte[46], adOffset, adLength, nonceOffset, nonceLength, at, length, growth));
    }

    @Test
    void nothingIsLongerThanThePayloadOfADatagramCouldBe() {
        byte[] memory = new byte[LARGE];
        int most = Aead.MAX_LENGTH;
        assertDoesNotThrow(() -> Parts.check(memory, 0, most, most, most, 2 * most, most, 16));
        assertDoesNotThrow(() -> Parts.check(memory, 0, most, most, most, 2 * most, most + 16, 0));
        for (int which = 0; which < 4; which++) {
            int adLength = which == 0 ? most + 1 : 0;
            int nonceLength = which == 1 ? most + 1 : 0;
            int length = which == 2 ? most + 1 : which == 3 ? most + 17 : 0;
            int growth = which == 2 ? 16 : 0;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Parts.check(memory, 0, adLength, 0, nonceLength, 2 * most, length, growth));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 32", "1, 32", "0, 33"})
    void aKeyIsWithinItsArray(int offset, int length) {
        assertThrows(IllegalArgumentException.class, () -> Parts.checkKey(new byte[32], offset, length));
    }
}
