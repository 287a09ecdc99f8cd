package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStoreTest {
    private static final List<MasterKey> KEYS = SampleKeys.of(1, 3);
    private static final List<MasterKey> OTHERS = SampleKeys.of(2, 3);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("keys.json");
    }

    /** As an operator does it: in one piece. */
    private void distribute(String text, String permissions) throws IOException {
        Path fresh = directory.resolve("fresh");
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whatIsWrittenIsForTheOwnerAloneAndIsReadBack() throws IOException {
        FileStore store = new FileStore(file, true);
        assertEquals(Optional.empty(), store.look());
        assertTrue(store.isEmpty());
        assertTrue(store.replace(KEYS));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Optional.of(KEYS), new FileStore(file, true).look());
        assertFalse(store.isEmpty());
    }

    @Test
    void noOtherFileIsLeft() throws IOException {
        Files.writeString(directory.resolve("keys.json.new"), "of a process that was killed half way");
        new FileStore(file, true).replace(KEYS);
        new FileStore(file, true).replace(OTHERS);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aFileIsReadWhenItHasChangedAndNotOtherwise() throws IOException {
        distribute(KeyText.write(KEYS), "rw-r-----");
        FileStore store = new FileStore(file, false);
        assertEquals(Optional.of(KEYS), store.look());
        assertEquals(Optional.empty(), store.look());
        distribute(KeyText.write(OTHERS), "rw-r-----");
        assertEquals(Optional.of(OTHERS), store.look());
    }

    @Test
    void aLinkThatPointsElsewhereIsAChange() throws IOException {
        distribute(KeyText.write(OTHERS), "rw-------");
        Path others = Files.move(file, directory.resolve("others"));
        distribute(KeyText.write(KEYS), "rw-------");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        FileStore store = new FileStore(link, false);
        assertEquals(Optional.of(KEYS), store.look());
        Files.delete(link);
        Files.createSymbolicLink(link, others);
        assertEquals(Optional.of(OTHERS), store.look());
    }

    @Test
    void aBrokenFileIsRefusedAsLongAsItIsThere() throws IOException {
        distribute(KeyText.write(KEYS), "rw-------");
        FileStore store = new FileStore(file, false);
        store.look();
        distribute("{", "rw-------");
        String first = assertThrows(IOException.class, store::look).getMessage();
        assertEquals(file + ": it is not a file of keys: it ends before its end", first);
        assertEquals(first, assertThrows(IOException.class, store::look).getMessage());
        distribute(KeyText.write(OTHERS), "rw-------");
        assertEquals(Optional.of(OTHERS), store.look());
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, 0644", "rw--w----, 0620", "rw-----w-, 0602", "rwxrwxrwx, 0777"})
    void aFileThatOthersCanUseIsRefusedUntilTheyCannot(String permissions, String octal) throws IOException {
        distribute(KeyText.write(KEYS), permissions);
        FileStore store = new FileStore(file, false);
        IOException e = assertThrows(IOException.class, store::look);
        assertEquals(
                file + ": its permissions are " + octal + ", so it is no secret; 0600 or 0640 it should be",
                e.getMessage());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Optional.of(KEYS), store.look());
    }

    @Test
    void aFileOfSomebodyElseMustBeThere() {
        assertThrows(NoSuchFileException.class, new FileStore(file, false)::look);
    }

    @Test
    void anEndlessFileIsNotReadToItsEnd() throws IOException {
        distribute(" ".repeat(KeyText.LONGEST + 1), "rw-------");
        IOException e = assertThrows(IOException.class, new FileStore(file, false)::look);
        assertEquals(file + ": it has more than 65536 bytes", e.getMessage());
    }

    @Test
    void keysThatCannotBeWrittenAreWrittenLater() throws IOException {
        Path parent = directory.resolve("state");
        Files.writeString(parent, "in the way of a directory");
        FileStore store = new FileStore(parent.resolve("keys.json"), true);
        assertTrue(store.replace(KEYS));
        IOException e = assertThrows(IOException.class, store::look);
        assertTrue(e.getMessage().startsWith("the keys cannot be written: "), e.getMessage());
        Files.delete(parent);
        store.look();
        assertEquals(Optional.of(KEYS), new FileStore(parent.resolve("keys.json"), true).look());
    }
}
