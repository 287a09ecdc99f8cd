package dev.foliot.platform.jni;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and loads the native library, once.
 *
 * <p>The system property {@value #PROPERTY} names the file and rules out every other place. Without it the library
 * lies next to the jar that this class came from, as installed, or where the build puts it; or else a jar on the class
 * path brings it. Nothing is taken from the working directory or from a search path of the environment: the daemon may
 * run as root.
 */
public final class NativeLibrary {
    /** The system property with the path of the library. */
    public static final String PROPERTY = "foliot.native.library";

    private static String loadedFrom;

    private NativeLibrary() {}

    /**
     * Loads the library unless that has been done.
     *
     * @throws UnsatisfiedLinkError naming every place that was tried, and what was wrong there
     */
    public static void load() {
        loadedFrom();
    }

    /** Loads the library as {@link #load} does, and tells where it came from, for a person. */
    public static synchronized String loadedFrom() {
        if (loadedFrom == null) {
            NativeTarget target = NativeTarget.here();
            loadedFrom = loadFirst(target, sources(target, System.getProperty(PROPERTY), ownLocation()));
        }
        return loadedFrom;
    }

    /**
     * Where the library may come from, the best place first.
     *
     * @param explicit the value of {@link #PROPERTY}, or null
     * @param location the jar or the directory of classes that this class came from, or null
     */
    static List<LibrarySource> sources(NativeTarget target, String explicit, Path location) {
        if (explicit != null) {
            return List.of(new LibraryFile(Path.of(explicit)));
        }
        List<LibrarySource> sources = new ArrayList<>();
        if (location != null && location.getParent() != null) {
            Path directory = location.getParent();
            Path built = directory.resolve("native").resolve("lib");
            sources.add(new NeighbouringLibrary(directory.resolve(target.libraryName()), location));
            sources.add(new NeighbouringLibrary(built.resolve(target.libraryName()), location));
        }
        sources.add(new PackagedLibrary(
                target,
                NativeLibrary.class.getClassLoader(),
                NativeLibrary.class.getPackage().getImplementationVersion(),
                ExtractionDirectories.ofThisProcess(),
                file -> System.load(file.toString())));
        return sources;
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

    /** @return the name of the source that had it */
    static String loadFirst(NativeTarget target, List<LibrarySource> sources) {
        List<String> failures = new ArrayList<>();
        for (LibrarySource source : sources) {
            try {
                source.load();
                return source.name();
            } catch (IOException | UnsatisfiedLinkError e) {
                failures.add("\n  " + source.name() + " (" + e.getMessage() + ")");
            }
        }
        String machine = target.built()
                ? ""
                : "\nFoliot is built for " + String.join(", ", NativeTarget.BUILT) + "; this machine is none of them.";
        throw new UnsatisfiedLinkError("no native library of Foliot for " + target + "; tried"
                + String.join("", failures) + machine + "\nName the file with -D" + PROPERTY + "=FILE.");
    }
}
