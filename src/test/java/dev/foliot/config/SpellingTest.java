package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> WORDS = List.of("count", "control", "mode", "min", "max");

    @Test
    void aSwapIsOneErrorAndSoAreInsertionDeletionAndReplacement() {
        assertEquals(0, Spelling.distance("mode", "mode"));
        assertEquals(1, Spelling.distance("mdoe", "mode"));
        assertEquals(1, Spelling.distance("moode", "mode"));
        assertEquals(1, Spelling.distance("mde", "mode"));
        assertEquals(1, Spelling.distance("made", "mode"));
        assertEquals(4, Spelling.distance("", "mode"));
    }

    @Test
    void theNearestWordIsFoundUnlessItIsFar() {
        assertEquals(Optional.of("control"), Spelling.nearest("contrlo", WORDS));
        assertEquals(Optional.of("mode"), Spelling.nearest("MODE", WORDS));
        assertEquals(Optional.empty(), Spelling.nearest("model-railway", WORDS));
        assertEquals(Optional.empty(), Spelling.nearest("m", WORDS));
        assertEquals(Optional.empty(), Spelling.nearest("count".repeat(100_000), WORDS));
    }
}
