package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a library before it is loaded, up to the loading itself; NativeLoadingTest has that. */
class PackagedLibraryTest {
    private static final NativeTarget TARGET = new NativeTarget("linux-x86_64");
    private static final byte[] CONTENT = "as it was built".getBytes(StandardCharsets.UTF_8);
    private static final String VERSION = "1.2.3";

    @TempDir
    Path scratch;

    private final List<Path> loaded = new ArrayList<>();

    @Test
    void loaderGetsAFileOfOursInADirectoryOfOursAndNothingIsLeft() throws Exception {
        Path parent = directory("tmp", "rwx------");
        pack(CONTENT, "version=1.2.3\nsha256=" + sha256(CONTENT) + "\n");
        Consumer<Path> inspector = file -> {
            assertArrayEquals(CONTENT, assertReadable(file));
            assertEquals("rw-------", mode(file));
            assertEquals("rwx------", mode(file.getParent()));
            loaded.add(file);
        };

        library(inspector, parent).load();

        assertEquals(1, loaded.size());
        assertEquals(List.of(), list(parent));
    }

    @Test
    void digestIsThatOfWhatWasPacked() throws Exception {
        byte[] other = "as somebody changed it".getBytes(StandardCharsets.UTF_8);
        pack(other, "version=1.2.3\nsha256=" + sha256(CONTENT) + "\n");

        String error = refusal();

        assertTrue(error.contains("its SHA-256 is " + sha256(other) + ", and should be " + sha256(CONTENT)), error);
    }

    @Test
    void truncatedLibraryIsRefused() throws Exception {
        pack(Arrays.copyOf(CONTENT, CONTENT.length - 1), "version=1.2.3\nsha256=" + sha256(CONTENT) + "\n");

        assertTrue(refusal().contains("SHA-256"));
    }

    @Test
    void libraryOfAnotherVersionIsRefused() throws Exception {
        pack(CONTENT, "version=1.2.4\nsha256=" + sha256(CONTENT) + "\n");

        assertEquals("is of version 1.2.4, and these classes are of 1.2.3", refusal());
    }

    @Test
    void classesWithoutAVersionTakeAny() throws Exception {
        pack(CONTENT, "version=1.2.4\nsha256=" + sha256(CONTENT) + "\n");

        new PackagedLibrary(TARGET, resources(), null, List.of(directory("tmp", "rwx------")), loaded::add).load();

        assertEquals(1, loaded.size());
    }

    @ParameterizedTest
    @CsvSource({"version=1.2.3, has no sha256", "sha256=00, has no version", "'version=\\u12', cannot be read"})
    void propertiesThatAreNotWhatTheyShouldBeAreNamed(String properties, String complaint) throws Exception {
        pack(CONTENT, properties);

        assertTrue(refusal().contains("libfoliot.properties beside it " + complaint), refusal());
    }

    @Test
    void missingPropertiesAreNamed() throws Exception {
        pack(CONTENT, null);

        assertEquals("there is no libfoliot.properties beside it", refusal());
    }

    @Test
    void missingLibraryIsNamedWithTheJarThatHasIt() throws Exception {
        assertEquals("no such resource; foliot-1.2.3-linux-x86_64.jar has it", refusal());
    }

    @Test
    void directoryThatDoesNotServeIsPassedOverAndEachIsNamedInTheEnd() throws Exception {
        packWhole();
        Path file = Files.createFile(scratch.resolve("file"));
        Path first = directory("first", "rwx------");
        Path second = directory("second", "rwx------");
        Consumer<Path> loader = path -> {
            if (!path.startsWith(real(second))) {
                throw new UnsatisfiedLinkError("failed to map segment from shared object");
            }
            loaded.add(path);
        };

        library(loader, file, first, second).load();
        assertEquals(1, loaded.size());
        assertEquals(List.of(), list(first));

        String error = assertThrows(
                        IOException.class, () -> library(loader, file, first).load())
                .getMessage();
        assertTrue(error.contains("extracted to " + file + ": "), error);
        assertTrue(error.contains("extracted to " + first + ": failed to map segment"), error);
    }

    @Test
    void missingDirectoryIsMade() throws Exception {
        packWhole();
        Path cache = scratch.resolve("home/.cache/foliot");

        library(loaded::add, cache).load();

        assertEquals("rwx------", mode(cache));
    }

    @Test
    void directoryThatOthersCanRearrangeIsRefused() throws Exception {
        packWhole();
        Path parent = directory("shared", "rwxrwxrwx");

        String error = assertThrows(
                        IOException.class, () -> library(loaded::add, parent).load())
                .getMessage();

        assertTrue(error.contains(real(parent) + " lets other users rename what is in it"), error);
        assertEquals(List.of(), loaded);
        assertEquals(List.of(), list(parent));
    }

    @Test
    void directoryAboveThatOthersCanRearrangeIsRefusedAsWell() throws Exception {
        packWhole();
        directory("shared", "rwxrwxrwx");
        Path parent = directory("shared/own", "rwx------");

        assertThrows(IOException.class, () -> library(loaded::add, parent).load());
        assertEquals(List.of(), loaded);
    }

    @Test
    void stickyDirectoryKeepsOthersOff() throws Exception {
        packWhole();
        Path parent = directory("shared", "rwxrwxrwx");
        Files.setAttribute(parent, "unix:mode", 01777);

        library(loaded::add, parent).load();

        assertEquals(1, loaded.size());
    }

    @Test
    void directoryOfAnotherUserIsRefused() throws Exception {
        packWhole();
        Path parent = directory("foreign", "rwxr-xr-x");
        try {
            Files.setAttribute(parent, "unix:uid", 12_345);
        } catch (IOException e) {
            assumeTrue(false, "only root can give a directory away");
        }

        String error = assertThrows(
                        IOException.class, () -> library(loaded::add, parent).load())
                .getMessage();

        assertTrue(error.contains("user 12345, mode 0755"), error);
        assertEquals(List.of(), loaded);
    }

    @Test
    void linkOnTheWayIsFollowedOnceAndNotAgain() throws Exception {
        packWhole();
        Path parent = directory("real", "rwx------");
        Path link = Files.createSymbolicLink(scratch.resolve("link"), parent);

        library(loaded::add, link).load();

        assertTrue(loaded.get(0).startsWith(real(parent)), loaded.toString());
    }

    private PackagedLibrary library(Consumer<Path> loader, Path... directories) throws IOException {
        return new PackagedLibrary(TARGET, resources(), VERSION, List.of(directories), loader);
    }

    private String refusal() throws IOException {
        Path parent = directory("tmp", "rwx------");
        IOException error = assertThrows(
                IOException.class, () -> library(loaded::add, parent).load());
        assertEquals(List.of(), loaded);
        assertEquals(List.of(), list(parent));
        return error.getMessage();
    }

    private void packWhole() throws Exception {
        pack(CONTENT, "version=1.2.3\nsha256=" + sha256(CONTENT) + "\n");
    }

    private void pack(byte[] library, String properties) throws IOException {
        Path file = classPath().resolve(TARGET.libraryResource());
        Files.createDirectories(file.getParent());
        Files.write(file, library);
        if (properties != null) {
            Files.writeString(classPath().resolve(TARGET.propertiesResource()), properties);
        }
    }

    private Path classPath() {
        return scratch.resolve("class-path");
    }

    private ClassLoader resources() throws IOException {
        Files.createDirectories(classPath());
        return new URLClassLoader(new URL[] {classPath().toUri().toURL()}, null);
    }

    private Path directory(String name, String mode) throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(name));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        return directory;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] assertReadable(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String mode(Path path) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            return PosixFilePermissions.toString(mode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
