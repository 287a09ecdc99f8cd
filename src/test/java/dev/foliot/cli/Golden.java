package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Output held against a file beside the tests. When it differs, what was printed is left under target/golden to be
 * looked at.
 */
final class Golden {
    private Golden() {}

    static void check(String name, String printed) {
        try {
            String expected = read(name);
            if (!printed.equals(expected)) {
                Path actual = Path.of("target", "golden", name);
                Files.createDirectories(actual.getParent());
                Files.writeString(actual, printed);
            }
            assertEquals(expected, printed, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
