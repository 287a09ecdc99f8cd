package dev.foliot.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtpShortTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 0, 0",
        "00000001, 15259, 0.0000152587890625",
        "00008000, 500000000, 0.5",
        "00010000, 1000000000, 1",
        "000100c5, 1003005982, 1.0030059814453125",
        "80000000, 32768000000000, 32768",
        "ffffffff, 65535999984742, 65535.9999847412109375",
    })
    void holdsSecondsIn16BitsAndAFractionIn16(String hex, long ns, double seconds) {
        int shortFormat = Integer.parseUnsignedInt(hex, 16);

        assertEquals(ns, NtpShort.toNs(shortFormat));
        assertEquals(seconds, NtpShort.toSeconds(shortFormat));
        assertEquals(shortFormat, NtpShort.fromSecondsUp(seconds));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "-0.0, 0", "1e-300, 1", "65536, -1", "1e300, -1", "Infinity, -1", "-Infinity, 0", "NaN, -1"})
    void staysWithinItsRange(double seconds, int shortFormat) {
        assertEquals(shortFormat, NtpShort.fromSecondsUp(seconds));
    }

    @Property
    void roundsUpByLessThanOneUnit(@ForAll @DoubleRange(max = 65535) double seconds) {
        double back = NtpShort.toSeconds(NtpShort.fromSecondsUp(seconds));

        assertTrue(back >= seconds);
        assertTrue(back - seconds < 1 / 65536.0);
    }

    @Property
    void isExactInSecondsAndRoundsUpToNanoseconds(@ForAll int shortFormat) {
        assertEquals(shortFormat, NtpShort.fromSecondsUp(NtpShort.toSeconds(shortFormat)));
        BigInteger[] ns = BigInteger.valueOf(Integer.toUnsignedLong(shortFormat))
                .multiply(BigInteger.valueOf(1_000_000_000))
                .divideAndRemainder(BigInteger.valueOf(65536));
        assertEquals(ns[0].longValue() + ns[1].signum(), NtpShort.toNs(shortFormat));
    }
}
