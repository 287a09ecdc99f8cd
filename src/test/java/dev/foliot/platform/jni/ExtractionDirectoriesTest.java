package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionDirectoriesTest {
    @TempDir
    Path home;

    private final Map<String, String> properties = new HashMap<>(Map.of("java.io.tmpdir", "/tmp"));
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void temporaryFilesGoBeforeRuntimeDirectoriesAndThoseBeforeTheCache() {
        properties.put("user.home", home.toString());
        environment.put("RUNTIME_DIRECTORY", "/run/foliot:/run/other");
        environment.put("XDG_RUNTIME_DIR", "/run/user/1000");

        assertEquals(
                List.of(
                        Path.of("/tmp"),
                        Path.of("/run/foliot"),
                        Path.of("/run/other"),
                        Path.of("/run/user/1000"),
                        home.resolve(".cache/foliot")),
                directories());
    }

    @Test
    void aHomeThatDoesNotExistIsNotMade() {
        properties.put("user.home", home.resolve("nonexistent").toString());

        assertEquals(List.of(Path.of("/tmp")), directories());
    }

    @Test
    void theDirectoryThatThePropertyNamesIsTheOnlyOne() {
        properties.put("user.home", home.toString());
        properties.put(ExtractionDirectories.PROPERTY, "/var/lib/foliot");

        assertEquals(List.of(Path.of("/var/lib/foliot")), directories());
    }

    private List<Path> directories() {
        return ExtractionDirectories.of(properties::get, environment);
    }
}
