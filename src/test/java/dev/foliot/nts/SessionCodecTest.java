package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionCodecTest {
    private static final SessionState STATE = state(AeadAlgorithm.AES_128_GCM_SIV);
    private static final byte[] WRITTEN = SessionCodec.write(STATE);

    private static SessionState state(AeadAlgorithm algorithm) {
        return Partners.state(
                Partners.keys(algorithm, 1),
                Optional.of(Partners.keys(algorithm, 3)),
                List.of(new byte[68], new byte[1024], new byte[100]));
    }

    @ParameterizedTest
    @EnumSource
    void aStateComesBack(AeadAlgorithm algorithm) {
        byte[] written = SessionCodec.write(state(algorithm));
        SessionState read = SessionCodec.read(written);

        assertArrayEquals(written, SessionCodec.write(read));
        assertEquals("192.0.2.1", read.server());
        assertEquals(123, read.port());
        assertEquals(1_000_000, read.establishedS());
        assertEquals(900_000, read.validFromS());
        assertEquals(2_000_000, read.validUntilS());
        assertEquals(algorithm, read.keys().algorithm());
        assertEquals(1024, read.cookies().get(1).length);
        byte[] keys = new byte[2 * algorithm.keyLength()];
        read.keys().copyTo(keys, 0);
        assertEquals(1, keys[0]);
        assertEquals(2, keys[algorithm.keyLength()]);
        read.otherKeys().orElseThrow().copyTo(keys, 0);
        assertEquals(3, keys[0]);
    }

    @Test
    void theLongestStateFits() {
        SessionState longest = new SessionState(
                "a".repeat(255),
                65_535,
                Partners.keys(AeadAlgorithm.AES_SIV_CMAC_512, 1),
                Optional.of(Partners.keys(AeadAlgorithm.AES_SIV_CMAC_512, 3)),
                List.of(
                        new byte[1024],
                        new byte[1024],
                        new byte[1024],
                        new byte[1024],
                        new byte[1024],
                        new byte[1024],
                        new byte[1024],
                        new byte[1024]),
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        byte[] written = SessionCodec.write(longest);

        assertArrayEquals(written, SessionCodec.write(SessionCodec.read(written)));
    }

    @Test
    void partOfAStateIsNone() {
        for (int length = 0; length < WRITTEN.length; length++) {
            byte[] part = Arrays.copyOf(WRITTEN, length);
            String message = assertThrows(IllegalArgumentException.class, () -> SessionCodec.read(part))
                    .getMessage();
            assertTrue(message.contains("ends at byte " + length), message);
        }
        byte[] longer = Arrays.copyOf(WRITTEN, WRITTEN.length + 1);
        assertEquals(
                "saved NTS session, before byte " + WRITTEN.length + ": 1 bytes too many",
                assertThrows(IllegalArgumentException.class, () -> SessionCodec.read(longer))
                        .getMessage());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertProblem(0, "it does not begin with \"FoliotN1\"");
        assertProblem(46, "no AEAD algorithm has the number");
        assertProblem(47, "sets of keys");
        assertProblem(47 + 1 + 64, "cookies");
    }

    private static void assertProblem(int at, String problem) {
        byte[] spoilt = WRITTEN.clone();
        spoilt[at] = 99;
        String message = assertThrows(IllegalArgumentException.class, () -> SessionCodec.read(spoilt))
                .getMessage();
        assertTrue(message.contains(problem), message);
    }

    @Property(tries = 2000)
    void spoiltBytesAreAStateOrAnError(
            @ForAll @IntRange(max = 2000) int where, @ForAll byte what, @ForAll @Size(max = 40) byte[] behind) {
        byte[] spoilt = WRITTEN.clone();
        int at = where % spoilt.length;
        spoilt[at] = what;
        System.arraycopy(behind, 0, spoilt, at, Math.min(behind.length, spoilt.length - at));
        try {
            assertEquals(spoilt.length, SessionCodec.write(SessionCodec.read(spoilt)).length);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith("saved NTS session"), e.getMessage());
        }
    }
}
