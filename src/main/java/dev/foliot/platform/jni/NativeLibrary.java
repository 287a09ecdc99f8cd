package dev.foliot.platform.jni;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and loads the native library, once.
 *
 * <p>The system property {@value #PROPERTY} names the file and rules out every other place. Without it the library
 * lies next to the jar that this class came from, as installed, or where the build puts it. Nothing is taken from the
 * working directory or from a search path of the environment: the daemon may run as root.
 */
public final class NativeLibrary {
    /** The system property with the path of the library. */
    public static final String PROPERTY = "foliot.native.library";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library unless that has been done.
     *
     * @throws UnsatisfiedLinkError naming every place that was tried, and what was wrong there
     */
    public static synchronized void load() {
        if (!loaded) {
            loadFirst(candidates(System.getProperty(PROPERTY), ownLocation()));
            loaded = true;
        }
    }

    /**
     * Where the library may lie, the best place first.
     *
     * @param explicit the value of {@link #PROPERTY}, or null
     * @param location the jar or the directory of classes that this class came from, or null
     */
    static List<Path> candidates(String explicit, Path location) {
        if (explicit != null) {
            return List.of(Path.of(explicit));
        }
        if (location == null || location.getParent() == null) {
            return List.of();
        }
        String name = System.mapLibraryName("foliot");
        Path directory = location.getParent();
        return List.of(
                directory.resolve(name),
                directory.resolve("native").resolve("build").resolve(name));
    }

    private static Path ownLocation() {
        CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException | RuntimeException e) {
            // Classes that come from anywhere but a file have nothing next to them.
            return null;
        }
    }

    static void loadFirst(List<Path> candidates) {
        List<String> failures = new ArrayList<>();
        for (Path candidate : candidates) {
            Path file = candidate.toAbsolutePath();
            if (!Files.exists(file)) {
                failures.add(file + " (does not exist)");
                continue;
            }
            try {
                System.load(file.toString());
                return;
            } catch (UnsatisfiedLinkError e) {
                failures.add(file + " (" + e.getMessage() + ")");
            }
        }
        throw new UnsatisfiedLinkError("no native library of Foliot for " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + "; tried "
                + (failures.isEmpty() ? "nothing" : String.join(", ", failures))
                + "; name it with -D" + PROPERTY + "=FILE");
    }
}
