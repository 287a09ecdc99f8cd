package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.DiskFiles;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftFileTest {
    @TempDir
    private Path directory;

    private Path path;
    private DriftFile file;

    @BeforeEach
    void newFile() {
        path = directory.resolve("state").resolve("drift");
        file = new DriftFile(new DiskFiles(), path, Frequency.ofPpm(500));
    }

    @Test
    void thereIsNothingBeforeTheFirstSave() {
        assertEquals(Optional.empty(), file.load());
    }

    @Test
    void whatWasSavedComesBackAndNothingElseIsLeftBehind() throws IOException {
        file.save(new DriftFile.Drift(Frequency.ofPpm(1), Frequency.ofPpm(2), OptionalLong.empty()));
        file.save(new DriftFile.Drift(Frequency.ofPpm(-12.25), Frequency.ofPpm(0.5), OptionalLong.of(1_767_225_600)));

        DriftFile.Drift loaded = file.load().orElseThrow();
        assertEquals(-12.25, loaded.correction().ppm(), 1e-9);
        assertEquals(0.5, loaded.error().ppm(), 1e-9);
        assertEquals(OptionalLong.of(1_767_225_600), loaded.knownUtcS());
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void aFileOfAnEarlierVersionTellsNoTime() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "1.5 0.25");
        assertEquals(
                Optional.of(new DriftFile.Drift(Frequency.ofPpm(1.5), Frequency.ofPpm(0.25), OptionalLong.empty())),
                file.load());
    }

    @Test
    void aSaveThatWasCutOffIsReplacedByTheNext() throws IOException {
        file.save(new DriftFile.Drift(Frequency.ofPpm(1), Frequency.ofPpm(2), OptionalLong.empty()));
        Files.writeString(directory.resolve("state").resolve("drift.new"), "3.14");
        assertEquals(1, file.load().orElseThrow().correction().ppm(), 1e-9);

        file.save(new DriftFile.Drift(Frequency.ofPpm(5), Frequency.ofPpm(2), OptionalLong.empty()));
        assertEquals(5, file.load().orElseThrow().correction().ppm(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12.5",
                "12.5 0.1 3 4",
                "12.5 0.1 now",
                "12.5 0.1 -1",
                "12.5 0.1 9223372037",
                "twelve 0.1",
                "NaN 0.1",
                "12.5 NaN",
                "12.5 0",
                "12.5 -1",
                "500.1 0.1",
                "-500.1 0.1",
                "12.5 500.1",
                "1e300 1"
            })
    void whatMakesNoSenseIsNotUsed(String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        assertEquals(Optional.empty(), file.load());
    }

    @Test
    void aFileThatHasNoEndIsNotReadToIt() throws IOException {
        Path endless = Path.of("/dev/zero");
        if (Files.exists(endless)) {
            assertEquals(Optional.empty(), new DriftFile(new DiskFiles(), endless, Frequency.ofPpm(500)).load());
        }
    }
}
