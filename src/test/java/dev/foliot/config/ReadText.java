package dev.foliot.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a text to a file of its own and reads it as a configuration. */
final class ReadText {
    private ReadText() {}

    static ConfigurationReader.Result toml(String text) {
        return bytes("foliot.toml", text.getBytes(StandardCharsets.UTF_8));
    }

    static ConfigurationReader.Result json(String text) {
        return bytes("foliot.json", text.getBytes(StandardCharsets.UTF_8));
    }

    static ConfigurationReader.Result bytes(String name, byte[] bytes) {
        try {
            Path directory = Files.createTempDirectory("foliot-config");
            Path file = directory.resolve(name);
            try {
                Files.write(file, bytes);
                return ConfigurationReader.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration that must be right. */
    static Configuration valid(ConfigurationReader.Result result) {
        return result.configuration().orElseThrow(() -> new AssertionError(result.problems()));
    }

    /** Problems with the directories left out. */
    static List<String> problems(ConfigurationReader.Result result) {
        return result.problems().stream().map(ReadText::shown).toList();
    }

    private static String shown(Problem problem) {
        Position p = problem.position();
        Path name = p.file().getFileName();
        return new Problem(problem.severity(), new Position(name, p.line(), p.column()), problem.message()).toString();
    }
}
