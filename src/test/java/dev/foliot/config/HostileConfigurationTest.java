package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it ends soon, with a configuration or with the places of its errors. */
class HostileConfigurationTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SYNTAX = "\"'[]{}=.,#\n\\0-_";
    private static final Path SHIPPED = Path.of("src/main/dist/etc/foliot/foliot.toml");
    private static final String JSON = """
            { "source": [ { "mode": "pool", "address": "pool.example", "ignore": ["192.0.2.1"], "count": 4,
                            "poll-interval-limits": { "min": 4, "max": "64s" }, "iburst": true } ],
              "synchronization": { "step-threshold": "250ms", "step-limit": "always", "maximum-slew": 1e2 },
              "observability": { "observation-permissions": "0660", "log-level": "debug" } }
            """;

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void aMutatedTomlFileIsReadOrRefused(@ForAll long seed) throws IOException {
        byte[] text = Files.readAllBytes(SHIPPED);
        // comments hide most mutations: uncomment what can be
        String live = new String(text, StandardCharsets.UTF_8).replaceAll("(?m)^# (?=[a-z-]+ = |\\[\\[)", "");
        check("foliot.toml", mutate(live.getBytes(StandardCharsets.UTF_8), new Random(seed)));
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void aMutatedJsonFileIsReadOrRefused(@ForAll long seed) {
        check("foliot.json", mutate(JSON.getBytes(StandardCharsets.UTF_8), new Random(seed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "a=[[",
                "{a=",
                "a={b={",
                "a.",
                "[a.",
                "[[source]]\n",
                "@\n",
                "\"\n",
                "a=[\n",
                "a\n",
                "]\n",
                "a=1_",
                "1,",
                "=",
                "\"\"\"",
                "'''\n",
                "\\",
                "k=[1,2]\n",
                "[a.b.c]\n",
                "source=[",
                "{\"a\":",
                "[1,",
                "{\"a\":1,",
                "\ud83d\ude00",
                "\n#\n"
            })
    void anythingRepeatedToTheLimitIsReadOrRefusedSoon(String piece) {
        for (String start : new String[] {"", "a=[", "{\"a\":["}) {
            String filled =
                    start + piece.repeat((SourceText.MAX_BYTES - 8) / piece.getBytes(StandardCharsets.UTF_8).length);
            String withinLines = firstLines(filled, SourceText.MAX_LINES - 1);
            for (String name : new String[] {"foliot.toml", "foliot.json"}) {
                assertTimeoutPreemptively(
                        SOON, () -> check(name, withinLines.getBytes(StandardCharsets.UTF_8)), name + " " + piece);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foliot.toml", "foliot.json"})
    void nestingIsLimited(String name) {
        boolean json = name.endsWith("json");
        for (int depth : new int[] {2 * TomlTree.MAX_NESTING, 30_000}) {
            String deep = "[".repeat(depth) + "]".repeat(depth);
            String text = json ? "{\"a\":" + deep + "}" : "a=" + deep;
            var problems =
                    ReadText.bytes(name, text.getBytes(StandardCharsets.UTF_8)).problems();
            assertTrue(
                    problems.stream()
                            .anyMatch(p -> Pattern.compile("(?i)nesting")
                                    .matcher(p.message())
                                    .find()),
                    problems.toString());
        }
    }

    private static String firstLines(String text, int count) {
        int end = 0;
        for (int i = 0; i < count && end >= 0; i++) {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? text : text.substring(0, end);
    }

    private static void check(String name, byte[] text) {
        ConfigurationReader.Result result = ReadText.bytes(name, text);
        boolean errors = result.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        assertEquals(
                errors,
                result.configuration().isEmpty(),
                () -> result.problems().toString());
        long lines = 1
                + new String(text, StandardCharsets.UTF_8)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        for (Problem problem : result.problems()) {
            assertTrue(problem.position().line() <= lines, problem::toString);
            assertFalse(problem.message().chars().anyMatch(Character::isISOControl), problem::toString);
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] text = original;
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length);
            int length = random.nextInt(Math.min(20, text.length - at));
            text = switch (random.nextInt(4)) {
                case 0 -> splice(text, at, at + length, new byte[0]);
                case 1 -> splice(text, at, at, Arrays.copyOfRange(text, at, at + length));
                case 2 -> splice(text, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                default -> splice(text, at, at, new byte[] {(byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()))});
            };
        }
        return text;
    }

    private static byte[] splice(byte[] text, int from, int to, byte[] insert) {
        byte[] result = new byte[text.length - (to - from) + insert.length];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(text, to, result, from + insert.length, text.length - to);
        return result;
    }
}
