package dev.foliot.platform.jni;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where a library that has to become a file for a moment may become one. */
final class ExtractionDirectories {
    /** The system property that names the one directory to use. */
    static final String PROPERTY = "foliot.native.directory";

    private ExtractionDirectories() {}

    static List<Path> ofThisProcess() {
        return of(System::getProperty, System.getenv());
    }

    /**
     * The directories to try, in this order: that for temporary files; those that systemd (RUNTIME_DIRECTORY) or the
     * login session (XDG_RUNTIME_DIR) gave this process; a cache in the home directory. Temporary files are often kept
     * where nothing may be executed, the others seldom.
     *
     * @param property Java's system properties
     * @param environment the process's
     */
    static List<Path> of(UnaryOperator<String> property, Map<String, String> environment) {
        String explicit = property.apply(PROPERTY);
        if (explicit != null) {
            return List.of(Path.of(explicit));
        }
        List<String> names = new ArrayList<>();
        names.add(property.apply("java.io.tmpdir"));
        names.addAll(List.of(environment.getOrDefault("RUNTIME_DIRECTORY", "").split(File.pathSeparator)));
        names.add(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
        LinkedHashSet<Path> directories = new LinkedHashSet<>();
        names.stream().filter(name -> !name.isEmpty()).map(Path::of).forEach(directories::add);
        Path home = Path.of(property.apply("user.home"));
        if (Files.isDirectory(home)) {
            directories.add(home.resolve(".cache").resolve("foliot"));
        }
        return List.copyOf(directories);
    }
}
