package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceIdTest {
    @ParameterizedTest
    @CsvSource({
        "47505300, 1, GPS", // padded on the right: RFC 5905, figure 12
        "50505300, 1, PPS",
        "44434661, 1, DCFa",
        "52415445, 0, RATE",
        "7f7f0101, 2, 127.127.1.1",
        "c0000201, 15, 192.0.2.1",
        "ffffffff, 3, 255.255.255.255",
        "00000000, 2, 0.0.0.0",
        "00000000, 1, ''",
        "47005300, 1, 47005300",
        "1b5b326a, 1, 1B5B326A", // a terminal would clear its screen
        "47505380, 0, 47505380",
        "0a000001, 16, 0A000001",
        "47505300, 255, 47505300",
    })
    void isReadAsItsStratumSays(String hex, int stratum, String text) {
        ReferenceId id = new ReferenceId(Integer.parseUnsignedInt(hex, 16));

        assertEquals(text.isEmpty() ? "00000000" : text, id.text(stratum));
    }

    @Test
    void isMadeFromText() {
        assertEquals(0x47505300, ReferenceId.ofAscii("GPS").value());
        assertEquals(0x58000000, ReferenceId.ofAscii("X").value());
        assertEquals(0x4e54534e, ReferenceId.ofAscii("NTSN").value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GALIL", "G\u00e9", "A\n"})
    void isNotMadeFromOtherText(String text) {
        assertThrows(IllegalArgumentException.class, () -> ReferenceId.ofAscii(text));
    }

    /** The digest was computed with openssl: the 16 address bytes through {@code openssl md5}. */
    @ParameterizedTest
    @CsvSource({"192.0.2.1, c0000201", "2001:db8::1, 39ab9b37"})
    void isMadeFromAnAddress(String address, String hex) throws UnknownHostException {
        assertEquals(
                Integer.parseUnsignedInt(hex, 16),
                ReferenceId.ofAddress(InetAddress.getByName(address)).value());
    }
}
