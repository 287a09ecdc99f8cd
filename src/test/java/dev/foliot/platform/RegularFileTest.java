package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files of the operating system, through those who read them. */
@Timeout(60)
class RegularFileTest {
    private static final int LONGEST = 100;

    @TempDir
    private Path directory;

    @Test
    void nobodyWaitsForTheWriterOfAFifo() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", "-m", "600", fifo.toString())
                        .start()
                        .waitFor());
        String expected = fifo + ": it is not a regular file";
        assertEquals(expected, refusal(() -> new DiskFiles().read(fifo, LONGEST)));
        assertEquals(expected, refusal(() -> SecretFile.read(fifo, LONGEST)));
        assertEquals(
                expected + ", and is not replaced by one",
                refusal(() -> new DiskFiles().replace(fifo, new byte[] {1})));
    }

    @Test
    void aDirectoryIsSaidToBeOne() {
        assertEquals(
                directory + ": it is a directory, not a file", refusal(() -> new DiskFiles().read(directory, LONGEST)));
    }

    @Test
    void aLinkIsWhatItLeadsTo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "it");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertEquals("it", new String(SecretFile.read(link, LONGEST), StandardCharsets.UTF_8));
        Files.delete(file);
        assertThrows(NoSuchFileException.class, () -> new DiskFiles().read(link, LONGEST));
    }

    private static String refusal(Executable reading) {
        return assertThrows(IOException.class, reading).getMessage();
    }
}
