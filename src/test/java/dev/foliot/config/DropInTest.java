package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.SourceParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of {@code conf.d}. */
class DropInTest {
    @TempDir
    private Path directory;

    private Path main;

    @BeforeEach
    void writeMainFile() throws IOException {
        Files.createDirectory(directory.resolve("conf.d"));
        main = directory.resolve("foliot.toml");
        Files.writeString(main, "[source-defaults]\niburst = false\n" + source("main"));
    }

    @Test
    void sourcesAreAddedInTheOrderOfFileNames() throws IOException {
        dropIn("20-b.toml", source("b1") + source("b2"));
        dropIn("10-a.toml", source("a"));
        dropIn(".hidden.toml", source("hidden"));
        dropIn("30-c.toml.bak", source("c"));
        List<SourceParameters> sources =
                ReadText.valid(ConfigurationReader.read(main)).sources();
        assertEquals(
                List.of("main", "a", "b1", "b2"),
                sources.stream().map(SourceParameters::host).toList());
        assertTrue(sources.stream().noneMatch(SourceParameters::iburst), "defaults of the main file hold for all");
    }

    @Test
    void onlySourcesMayStandThereAndDuplicatesAcrossFilesAreFound() throws IOException {
        Files.writeString(main, "[clock]\ncontrl = 1\n", StandardOpenOption.APPEND);
        dropIn("10-a.toml", "[clock]\ncontrol = \"none\"\n" + source("main"));
        dropIn("20-b.toml", "[[source]]\nmode = \"server\"\n");
        assertEquals(
                List.of(
                        "foliot.toml:7:1: unknown key 'contrl'; did you mean 'control'?",
                        "10-a.toml:1:1: unknown key 'clock' here; it belongs in the main file, conf.d adds [[source]] alone",
                        "10-a.toml:5:1: address: \"main\" is a source already, at " + main + ":5:1",
                        "20-b.toml:1:1: address is missing in [[source]]"),
                ReadText.problems(ConfigurationReader.read(main)));
    }

    @Test
    void sourcesOfADropInCountTowardsTheMajority() throws IOException {
        Files.writeString(main, "[synchronization]\nminimum-agreeing-sources = 2\n", StandardOpenOption.APPEND);
        assertEquals(1, ConfigurationReader.read(main).problems().size());
        dropIn("a.toml", source("a"));
        assertEquals(List.of(), ConfigurationReader.read(main).problems());
    }

    @Test
    void aDropInThatIsADirectoryIsReported() throws IOException {
        Files.createDirectory(directory.resolve("conf.d/x.toml"));
        assertEquals(List.of("x.toml: is a directory, not a file"), ReadText.problems(ConfigurationReader.read(main)));
    }

    @Test
    void aHundredFilesAreRead() throws IOException {
        for (int i = 0; i < 101; i++) {
            dropIn(i + ".toml", source("s" + i));
        }
        assertEquals(List.of("conf.d: has more than 100 files"), ReadText.problems(ConfigurationReader.read(main)));
    }

    private void dropIn(String name, String text) throws IOException {
        Files.writeString(directory.resolve("conf.d").resolve(name), text);
    }

    private static String source(String host) {
        return "[[source]]\nmode = \"server\"\naddress = \"" + host + "\"\n";
    }
}
