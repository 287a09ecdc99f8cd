package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is written about the configuration is true. */
class ConfigurationDocumentationTest {
    private static final Path DOCUMENTATION = Path.of("docs/configuration.md");
    private static final Path SHIPPED = Path.of("src/main/dist/etc/foliot/foliot.toml");
    private static final String SOURCE = "[[source]]\nmode = \"pool\"\naddress = \"pool.example\"\n";

    @Test
    void everyKeyIsDocumentedWithItsTypeAndDefaultAndNoOtherKeyIs() throws IOException {
        Map<String, List<String>> documented = documentedRows();
        for (TableSchema table : Schema.TABLES) {
            List<String> expected = table.keys().stream()
                    .map(ConfigurationDocumentationTest::row)
                    .toList();
            assertEquals(expected, documented.remove(table.title()), table.title());
        }
        assertTrue(documented.isEmpty(), documented.toString());
    }

    @Test
    void theDirectoriesOfEachSystemAreDocumented() throws IOException {
        String text = Files.readString(DOCUMENTATION);
        SystemPaths linux = SystemPaths.of("Linux");
        SystemPaths others = SystemPaths.of("FreeBSD");
        assertEquals(others, SystemPaths.of("Mac OS X"));
        for (Function<SystemPaths, Path> directory : List.<Function<SystemPaths, Path>>of(
                SystemPaths::configuration, SystemPaths::state, SystemPaths::run)) {
            String columns = " | `" + directory.apply(linux) + "` | `" + directory.apply(others) + "` |";
            assertTrue(text.contains(columns), columns);
        }
    }

    @Test
    void theShippedConfigurationIsValidAndDiffersFromTheDefaultsInItsSourceAlone() {
        ConfigurationReader.Result result = ConfigurationReader.read(SHIPPED);
        assertEquals(List.of(), result.problems());
        assertEquals(
                ReadText.valid(ReadText.toml(SOURCE.replace("pool.example", "pool.ntp.org"))), ReadText.valid(result));
    }

    @Test
    void whatTheShippedConfigurationCommentsOutIsWhatHoldsAnyway() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean example = false;
        for (String line : Files.readAllLines(SHIPPED)) {
            example = line.startsWith("# [[") || (example && !line.startsWith("["));
            boolean commentedOut = line.matches("# [a-z-]+ = .*") && !line.contains("ignore");
            lines.add(commentedOut && !example ? line.substring(2) : line);
        }
        String text = String.join("\n", lines)
                .replace("/var/lib/foliot", SystemPaths.NATIVE.state().toString())
                .replace("/run/foliot", SystemPaths.NATIVE.run().toString());
        assertTrue(text.contains("\ncontrol = \"auto\""), "something must have been uncommented");
        assertEquals(ReadText.valid(ConfigurationReader.read(SHIPPED)), ReadText.valid(ReadText.toml(text)));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfTheDocumentationIsValid() throws IOException {
        Matcher examples = Pattern.compile("(?s)```(toml|json)\n(.*?)```").matcher(Files.readString(DOCUMENTATION));
        List<DynamicTest> tests = new ArrayList<>();
        while (examples.find()) {
            boolean json = examples.group(1).equals("json");
            String text = examples.group(2);
            tests.add(DynamicTest.dynamicTest(text.lines().findFirst().orElseThrow(), () -> {
                String whole = text.contains("[[source]]") ? text : text + SOURCE;
                ReadText.valid(json ? ReadText.json(text) : ReadText.toml(whole));
            }));
        }
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    private static String row(Key<?> key) {
        return "`" + key.name() + "` | " + typeName(key) + " | " + defaultText(key);
    }

    private static String typeName(Key<?> key) {
        return key.type().name().replace("`\", \"`", "`, `");
    }

    private static String defaultText(Key<?> key) {
        if (key.fallback().contains(" on Linux")) {
            return key.fallback().replaceAll("\"[^\"]*\"", "`$0`");
        }
        return key.absent() == null ? key.fallback() : "`" + key.fallback() + "`";
    }

    /** The first three columns of each row, by the title of the table. */
    private static Map<String, List<String>> documentedRows() throws IOException {
        Map<String, List<String>> rows = new HashMap<>();
        String title = "";
        for (String line : Files.readAllLines(DOCUMENTATION)) {
            if (line.startsWith("#")) {
                title = line.replaceFirst("^#+ ", "").replace("`", "");
            } else if (line.startsWith("| `")) {
                String[] columns = line.substring(2).split(" \\| ");
                rows.computeIfAbsent(title, t -> new ArrayList<>())
                        .add(columns[0] + " | " + columns[1] + " | " + columns[2]);
            }
        }
        return rows;
    }
}
