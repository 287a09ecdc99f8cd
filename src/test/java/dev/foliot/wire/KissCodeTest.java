package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KissCodeTest {
    @ParameterizedTest
    @CsvSource({
        "44454e59, DENY",
        "52535452, RSTR",
        "52415445, RATE",
        "4e54534e, NTSN",
        "494e4954, INIT",
        "53544550, STEP",
        "41435354, ACST",
        "41555448, AUTH",
        "4155544f, AUTO",
        "42435354, BCST",
        "43525950, CRYP",
        "44524f50, DROP",
        "4d435354, MCST",
        "4e4b4559, NKEY",
        "524d4f54, RMOT",
        "58585858, UNKNOWN",
        "00000000, UNKNOWN",
        "72617465, UNKNOWN",
        "4e4f4e45, UNKNOWN",
        "47505300, UNKNOWN"
    })
    void isSpeltInAscii(String hex, KissCode code) {
        assertEquals(code, KissCode.of(Integer.parseUnsignedInt(hex, 16)));
    }

    @Test
    void isWrittenAsItIsRead() {
        for (KissCode code : KissCode.values()) {
            boolean isOnTheWire = code != KissCode.UNKNOWN && code != KissCode.NO_KISS;
            assertEquals(isOnTheWire ? code : KissCode.UNKNOWN, KissCode.of(code.referenceId()));
        }
    }
}
