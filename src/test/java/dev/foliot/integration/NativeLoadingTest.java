package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foliot.platform.jni.NativeLibrary;
import dev.foliot.platform.jni.NativeTarget;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library out of a jar, in a JVM of its own whose classes come from a jar with nothing beside it. */
class NativeLoadingTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;
    private static final NativeTarget HERE = NativeTarget.here();
    private static final String LIBRARY = "dev/foliot/native/" + HERE + "/" + System.mapLibraryName("foliot");
    private static final String PROPERTIES = "dev/foliot/native/" + HERE + "/libfoliot.properties";

    @TempDir
    Path scratch;

    private Path classes;
    private Path temporary;
    private byte[] library;

    @BeforeEach
    void makeJarOfTheClasses() throws Exception {
        temporary = Files.createDirectory(scratch.resolve("tmp"));
        classes = scratch.resolve("foliot.jar");
        library = Files.readAllBytes(Path.of(System.getProperty(NativeLibrary.PROPERTY)));
        Path root = Path.of(NativeLibrary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream jar = jar(classes, "1.2.3");
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(jar, root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void libraryOfAJarIsLoadedAndLeavesNothingBehind() throws Exception {
        Path jar = nativeJar(library, "1.2.3");

        try (Child child = Child.run(scratch, LIMIT, java(temporary, jar))) {
            assertEquals(0, child.exitCode(), child.account());
            assertEquals(
                    "jar:" + jar.toUri().toURL() + "!/" + LIBRARY, child.out().strip());
        }
        assertEquals(List.of(), list(temporary));
    }

    @Test
    void severalProcessesLoadItAtTheSameTime() throws Exception {
        Path jar = nativeJar(library, "1.2.3");
        List<Child> children = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                children.add(Child.start(scratch, java(temporary, jar)));
            }
            for (Child child : children) {
                assertEquals(0, child.await(LIMIT), child.account());
            }
        } finally {
            children.forEach(Child::close);
        }
        assertEquals(List.of(), list(temporary));
    }

    @Test
    void libraryThatIsNotWhatItWasIsNotLoaded() throws Exception {
        byte[] changed = library.clone();
        changed[changed.length / 2] ^= 1;
        Path jar = scratch.resolve("changed.jar");
        try (JarOutputStream out = jar(jar, "1.2.3")) {
            add(out, LIBRARY, changed);
            add(out, PROPERTIES, properties("1.2.3", library));
        }

        assertRefused(jar, "its SHA-256 is ");
    }

    @Test
    void libraryOfAnotherVersionIsNotLoaded() throws Exception {
        assertRefused(nativeJar(library, "1.2.2"), "is of version 1.2.2, and these classes are of 1.2.3");
    }

    @Test
    void withoutTheJarTheErrorNamesIt() throws Exception {
        assertRefused(classes, "foliot-1.2.3-" + HERE + ".jar has it");
    }

    @Test
    void directoryWhereNothingMayBeExecutedIsPassedOver() throws Exception {
        Path jar = nativeJar(library, "1.2.3");
        Path home = Files.createDirectory(scratch.resolve("home"));
        List<String> command = inMountNamespace("mount -t tmpfs -o noexec,mode=700 none '" + temporary + "'");
        command.addAll(java(temporary, jar, "-Duser.home=" + home));

        try (Child child = Child.run(scratch, LIMIT, command)) {
            assertEquals(0, child.exitCode(), child.account());
        }
        assertEquals(List.of(), list(home.resolve(".cache/foliot")));
    }

    @Test
    void whenNoDirectoryServesEachIsNamed() throws Exception {
        Path jar = nativeJar(library, "1.2.3");
        List<String> command = inMountNamespace("mount -t tmpfs -o noexec,mode=700 none '" + temporary + "'");
        command.addAll(java(scratch, jar, "-Dfoliot.native.directory=" + temporary));

        try (Child child = Child.run(scratch, LIMIT, command)) {
            assertNotEquals(0, child.exitCode(), child.account());
            assertTrue(child.err().contains("extracted to " + temporary + ": "), child.account());
        }
    }

    private void assertRefused(Path jar, String reason) throws Exception {
        try (Child child = Child.run(scratch, LIMIT, java(temporary, jar))) {
            assertNotEquals(0, child.exitCode(), child.account());
            assertTrue(child.err().contains(reason), child.account());
        }
        assertEquals(List.of(), list(temporary));
    }

    private List<String> java(Path temporary, Path jar, String... options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                String.join(File.pathSeparator, classes.toString(), jar.toString(), testClasses()),
                LoadLibrary.class.getName()));
        return command;
    }

    private static String testClasses() {
        return LoadLibrary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    /** What runs a command in a mount namespace of its own after {@code preparation}, as its first words. */
    private List<String> inMountNamespace(String preparation) throws Exception {
        List<String> words = List.of("unshare", "--mount", "sh", "-c", preparation + " && exec \"$@\"", "sh");
        assumeTrue(Child.find("unshare").isPresent(), "no unshare(1) in the PATH");
        List<String> attempt = new ArrayList<>(words);
        attempt.add("true");
        try (Child child = Child.run(scratch, LIMIT, attempt)) {
            assumeTrue(child.exitCode() == 0, "nothing may be mounted here: " + child.err());
        }
        return new ArrayList<>(words);
    }

    private Path nativeJar(byte[] content, String version) throws Exception {
        Path path = scratch.resolve("foliot-native.jar");
        try (JarOutputStream jar = jar(path, version)) {
            add(jar, LIBRARY, content);
            add(jar, PROPERTIES, properties(version, content));
        }
        return path;
    }

    private static byte[] properties(String version, byte[] content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        String text = "version=" + version + "\nsha256=" + HexFormat.of().formatHex(digest) + "\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static JarOutputStream jar(Path path, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        OutputStream out = Files.newOutputStream(path);
        return new JarOutputStream(out, manifest);
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
