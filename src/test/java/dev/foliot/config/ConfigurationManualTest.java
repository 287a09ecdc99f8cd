package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.manual.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What foliot.toml(5) says is so. The page speaks of Linux's paths; packages for other systems put theirs in. */
class ConfigurationManualTest {
    private static final String PAGE = "foliot.toml.5";

    @Test
    void everyKeyIsThereWithItsTypeAndDefaultAndNoOtherKeyIs() throws IOException {
        ManualPage page = ManualPage.read(PAGE);
        for (TableSchema table : Schema.TABLES) {
            assertEquals(
                    table.keys().stream().map(ConfigurationManualTest::label).toList(),
                    page.items(table.title()).stream()
                            .map(ManualPage.Item::label)
                            .toList(),
                    table.title());
        }
    }

    @Test
    void everyExampleIsValid() throws IOException {
        String source = Files.readString(Path.of("src/main/dist/usr/share/man/man5", PAGE));
        Matcher examples =
                Pattern.compile("(?s)\n\\.Bd -literal[^\n]*\n(.*?\n)\\.Ed\n").matcher(source);
        int count = 0;
        for (; examples.find(); count++) {
            ReadText.valid(ReadText.toml(examples.group(1).replace("\\(dq", "\"")));
        }
        assertEquals(3, count);
    }

    private static String label(Key<?> key) {
        String fallback = key.fallback().replaceFirst(" on Linux, .*", "");
        return (key.name() + " (" + key.type().name() + "; " + fallback + ")").replace("`", "");
    }
}
