package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

class TomlLinesTest {
    @Test
    void blankLinesAndCommentsAreLeftOutAndLinesKeepTheirNumbers() {
        TomlLines lines = new TomlLines("\n# c\na = 1 # kept\n\r\n  \t\n  # c\nb = 2\n\n");
        assertEquals("a = 1 # kept\nb = 2\n", lines.text());
        assertEquals(3, lines.number(1));
        assertEquals(7, lines.number(2));
        assertEquals(9, lines.number(3));
        assertEquals(9, lines.number(99));
    }

    /** Lines that mean something else inside a string than outside, in any order. */
    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "",
                        "  ",
                        "# c",
                        "k% = 1 # \"\"\"",
                        "k% = \"\"\"",
                        "\"\"\"",
                        "k% = '''",
                        "'''",
                        "k% = \"# '''\"",
                        "k% = '\"\"\"'",
                        "k% = \"\\\"\"",
                        "text \\\"\"\"",
                        "\\\\\"\"\"",
                        "text\"\"\"\"",
                        "k% = \"\"\"\"\"\"",
                        "k% = [",
                        "1,",
                        "]",
                        "k% = \"\"",
                        "k% = \"\"\"\"x",
                        "text''''",
                        "k% = [\"\"\"a\"\"\"\", \"\"\"b",
                        "b\"\"\"\"\"]")
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 3000)
    void whatIsLeftMeansTheSame(@ForAll("lines") List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i).replace("%", String.valueOf(i))).append('\n');
        }
        TomlParseResult whole = Toml.parse(text.toString());
        if (!whole.hasErrors()) {
            TomlLines left = new TomlLines(text.toString());
            TomlParseResult parsed = Toml.parse(left.text());
            assertEquals(whole.toJson(), parsed.toJson());
            for (List<String> key : whole.keyPathSet()) {
                assertEquals(
                        whole.inputPositionOf(key).line(),
                        left.number(parsed.inputPositionOf(key).line()));
            }
        }
    }

    @Test
    void aLongRunOfBlankLinesAndCommentsCostsNothing() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        1, ReadText.toml("\n# c\n".repeat(990)).problems().size()));
    }
}
