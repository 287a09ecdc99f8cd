package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("status", "sources", "sync", "check");

    @ParameterizedTest
    @CsvSource({"statsu, status", "source, sources", "snyc, sync", "chek, check", "stattus, status"})
    void aTypingMistakeFindsTheWordThatWasMeant(String typed, String meant) {
        assertEquals(Optional.of(meant), Nearest.of(typed, WORDS));
    }

    @Test
    void somethingElseFindsNothing() {
        assertEquals(Optional.empty(), Nearest.of("frobnicate", WORDS));
        assertEquals("", Nearest.question("frobnicate", WORDS, "--"));
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, ab, 1", "abc, axc, 1", "abc, acb, 1", "'', abc, 3", "kitten, sitting, 3"})
    void distanceCountsMistakes(String a, String b, int mistakes) {
        assertEquals(mistakes, Nearest.distance(a, b));
    }

    @Property
    void distanceIsTheSameBothWays(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertEquals(Nearest.distance(a, b), Nearest.distance(b, a));
    }
}
