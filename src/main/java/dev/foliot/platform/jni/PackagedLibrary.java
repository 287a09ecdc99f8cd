package dev.foliot.platform.jni;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The native library as a jar on the class path brings it, with its version and digest beside it. A system loads
 * libraries from files alone; so it is written to a {@link PrivateDirectory}, compared with its digest, loaded, and
 * removed at once: what has been loaded stays in memory.
 */
final class PackagedLibrary implements LibrarySource {
    private final NativeTarget target;
    private final ClassLoader resources;
    private final String expectedVersion;
    private final List<Path> directories;
    private final Consumer<Path> loader;

    /**
     * @param expectedVersion that of the classes; null when they do not know
     * @param directories where to write the library to, best first; one that does not serve (full, not to be written
     *     to, or mounted without the right to execute) is passed over
     * @param loader loads a file; throws UnsatisfiedLinkError
     */
    PackagedLibrary(
            NativeTarget target,
            ClassLoader resources,
            String expectedVersion,
            List<Path> directories,
            Consumer<Path> loader) {
        this.target = target;
        this.resources = resources;
        this.expectedVersion = expectedVersion;
        this.directories = directories;
        this.loader = loader;
    }

    @Override
    public String name() {
        URL found = resources.getResource(target.libraryResource());
        return found == null ? target.libraryResource() + " on the class path" : found.toString();
    }

    @Override
    public void load() throws IOException {
        byte[] library = read(target.libraryResource());
        Properties properties = properties();
        requireVersion(required(properties, "version"));
        String sha256 = required(properties, "sha256");
        List<String> failures = new ArrayList<>();
        for (Path directory : directories) {
            try {
                loadFrom(directory, library, sha256);
                return;
            } catch (IOException | UnsatisfiedLinkError e) {
                failures.add("extracted to " + directory + ": " + reason(e));
            }
        }
        throw new IOException(String.join("; ", failures));
    }

    private void loadFrom(Path parent, byte[] library, String sha256) throws IOException {
        try (PrivateDirectory directory = PrivateDirectory.in(parent)) {
            Path file = directory.write(target.libraryName(), library);
            String found = sha256(Files.readAllBytes(file));
            if (!found.equalsIgnoreCase(sha256)) {
                throw new IOException("its SHA-256 is " + found + ", and should be " + sha256);
            }
            loader.accept(file);
        }
    }

    private byte[] read(String resource) throws IOException {
        try (InputStream in = resources.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no such resource; foliot-" + (expectedVersion == null ? "*" : expectedVersion)
                        + "-" + target + ".jar has it");
            }
            return in.readAllBytes();
        }
    }

    private Properties properties() throws IOException {
        try (InputStream in = resources.getResourceAsStream(target.propertiesResource())) {
            if (in == null) {
                throw new IOException("there is no libfoliot.properties beside it");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IllegalArgumentException e) {
            throw new IOException("libfoliot.properties beside it cannot be read: " + e.getMessage(), e);
        }
    }

    private static String required(Properties properties, String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException("libfoliot.properties beside it has no " + key);
        }
        return value.strip();
    }

    private void requireVersion(String version) throws IOException {
        if (expectedVersion != null && !expectedVersion.equals(version)) {
            throw new IOException("is of version " + version + ", and these classes are of " + expectedVersion);
        }
    }

    /** The message of an exception about a file is often its name alone. */
    private static String reason(Throwable failure) {
        return failure instanceof FileSystemException ? failure.toString() : failure.getMessage();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
