package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no text, or no files. */
class SourceTextTest {
    private static final String SOURCE = "[[source]]\nmode = \"server\"\naddress = \"a\"\n";

    @TempDir
    private Path directory;

    @Test
    void aMissingFileADirectoryAndADeviceAreNamed() {
        assertEquals(
                List.of("none.toml: cannot be read: there is no such file"), problems(directory.resolve("none.toml")));
        assertEquals(List.of(directory.getFileName() + ": is a directory, not a file"), problems(directory));
        assertEquals(List.of("zero: is not a regular file"), problems(Path.of("/dev/zero")));
    }

    @Test
    void anUnreadableFileIsExplained() {
        assertEquals("permission denied", SourceText.reason(new AccessDeniedException("x")));
        assertEquals("Input/output error", SourceText.reason(new IOException("Input/output error")));
    }

    @Test
    void aSymbolicLinkIsFollowedAndADanglingOneIsMissing() throws IOException {
        Path target = Files.writeString(directory.resolve("target.toml"), SOURCE);
        Path link = Files.createSymbolicLink(directory.resolve("link.toml"), target);
        assertEquals(1, ReadText.valid(ConfigurationReader.read(link)).sources().size());
        Files.delete(target);
        assertEquals(List.of("link.toml: cannot be read: there is no such file"), problems(link));
    }

    @Test
    void bytesThatAreNotUtf8AreReportedWhereTheyStand() {
        byte[] text = (SOURCE + "# \u00e4 \u0001").getBytes(StandardCharsets.UTF_8);
        text[text.length - 1] = (byte) 0xe4;
        assertEquals(
                List.of("foliot.toml:4:5: byte 0xe4 is not UTF-8"),
                ReadText.problems(ReadText.bytes("foliot.toml", text)));
    }

    @Test
    void aCharacterThatTheFileCutsShortIsReported() {
        assertEquals(
                List.of("foliot.toml:1:2: byte 0xe2 is not UTF-8"),
                ReadText.problems(ReadText.bytes("foliot.toml", new byte[] {'#', (byte) 0xe2, (byte) 0x82})));
    }

    @Test
    void controlCharactersAreReportedEvenInComments() {
        assertEquals(
                List.of("foliot.toml:4:3: control character U+0000"),
                ReadText.problems(ReadText.toml(SOURCE + "# \0")));
        assertEquals(
                List.of("foliot.toml:4:2: control character U+000D"),
                ReadText.problems(ReadText.toml(SOURCE + "#\rx = 1\n")));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsChangeNothing() {
        String windows = "\uFEFF" + SOURCE.replace("\n", "\r\n");
        assertEquals(ReadText.valid(ReadText.toml(SOURCE)), ReadText.valid(ReadText.toml(windows)));
        assertEquals(
                List.of("foliot.toml:4:1: unknown key 'adress'; did you mean 'address'?"),
                ReadText.problems(ReadText.toml(windows + "adress = 1\r\n")));
    }

    @Test
    void aFileBeyondTheLimitsIsNotParsed() {
        String room = "#" + "x".repeat(SourceText.MAX_BYTES - SOURCE.length() - 1);
        assertTrue(ReadText.toml(SOURCE + room).problems().isEmpty());
        assertEquals(
                List.of("foliot.toml: is larger than 65536 bytes"),
                ReadText.problems(ReadText.toml(SOURCE + room + "x")));
        String lines = "\n".repeat(SourceText.MAX_LINES - 3);
        assertTrue(ReadText.toml(SOURCE + lines).problems().isEmpty());
        assertEquals(
                List.of("foliot.toml: has more than 2000 lines"),
                ReadText.problems(ReadText.toml(SOURCE + lines + "\n")));
    }

    private static List<String> problems(Path file) {
        return ReadText.problems(ConfigurationReader.read(file));
    }
}
