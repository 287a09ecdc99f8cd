package dev.foliot.platform.jni;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The library that the tests run with, as a file. */
final class BuiltLibrary {
    private BuiltLibrary() {}

    static Path file() throws URISyntaxException {
        String explicit = System.getProperty(NativeLibrary.PROPERTY);
        return explicit != null
                ? Path.of(explicit)
                : Path.of(classes().toURI())
                        .resolveSibling("native")
                        .resolve("lib")
                        .resolve(NativeTarget.here().libraryName());
    }

    /** Where the classes of the product come from. */
    static URL classes() {
        return NativeLibrary.class.getProtectionDomain().getCodeSource().getLocation();
    }
}
