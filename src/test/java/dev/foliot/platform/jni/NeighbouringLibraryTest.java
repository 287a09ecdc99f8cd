package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose library beside the jar is loaded: the jar's owner's, or root's, and nobody else's. */
class NeighbouringLibraryTest {
    private static final int SOMEBODY = 65534;

    @TempDir
    Path scratch;

    private Path directory;
    private Path jar;
    private Path library;

    @BeforeEach
    void installJarAndLibrary() throws Exception {
        directory = Files.createDirectory(scratch.resolve("foliot"));
        jar = Files.createFile(directory.resolve("foliot.jar"));
        library = Files.copy(BuiltLibrary.file(), directory.resolve("beside"));
        permit(library, "rwxr-xr-x");
        permit(directory, "rwxr-xr-x");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void assertRefused(String reason) {
        IOException refusal = assertThrows(IOException.class, () -> new NeighbouringLibrary(library, jar).load());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void libraryOfTheOwnerOfTheJarIsLoaded() throws IOException {
        new NeighbouringLibrary(library, jar).load();
    }

    @Test
    void libraryThatIsMissingIsSaidToBe() throws IOException {
        Files.delete(library);

        assertRefused("does not exist");
    }

    @Test
    void libraryThatOthersCanWriteToIsNot() throws IOException {
        permit(library, "rwxr-xrwx");

        assertRefused("another user than the jar's may have written it: ");
    }

    @Test
    void libraryThatOthersCanReplaceIsNot() throws IOException {
        permit(directory, "rwxrwxrwx");

        assertRefused(" lets other users rename what is in it: ");
    }

    /** As in /tmp, where anybody can put a file beside a jar. */
    @Test
    void libraryOfSomebodyElseIsNot() throws IOException {
        try {
            Files.setAttribute(library, "unix:uid", SOMEBODY);
        } catch (FileSystemException e) {
            assumeTrue(false, "only root can give a file away");
        }

        assertRefused("another user than the jar's may have written it: user 65534, mode 0755");
    }

    @Test
    void linkCountsAsWhatItLeadsTo() throws IOException {
        Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        Path file = Files.move(library, elsewhere.resolve("library"));
        Files.createSymbolicLink(library, file);
        permit(elsewhere, "rwxrwxrwx");

        assertRefused(elsewhere.toRealPath() + " lets other users rename what is in it: ");
    }
}
