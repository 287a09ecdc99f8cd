package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The library in a class loader that comes and goes, as an application server has them. */
class NativeUnloadTest {
    @EnabledOnOs(OS.LINUX)
    @Test
    void libraryLeavesWithItsClassLoaderAndCanBeLoadedAgain(@TempDir Path directory) throws Exception {
        // A copy, since a JVM refuses to load one file into two class loaders.
        Path copy = Files.copy(BuiltLibrary.file(), directory.resolve("copy.so"));
        WeakReference<ClassLoader> first = loadAndUse(copy);
        for (int i = 0; i < 100 && first.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(first.get() == null, "something still holds the class loader");
        awaitUnmapped(copy);

        loadAndUse(copy);
        assertTrue(mapped(copy));
    }

    private static WeakReference<ClassLoader> loadAndUse(Path library) throws Exception {
        ClassLoader parent = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {BuiltLibrary.classes()}, parent)) {
            Class<?> libraries = loader.loadClass(NativeLibrary.class.getName());
            assertFalse(libraries == NativeLibrary.class);
            loadFrom(libraries, library);
            Method keepStamping = loader.loadClass(UdpNatives.class.getName()).getDeclaredMethod("keepStamping");
            keepStamping.setAccessible(true);
            keepStamping.invoke(null);
            return new WeakReference<>(loader);
        }
    }

    /** The property is that of the whole JVM, so it gets its value back. */
    private static void loadFrom(Class<?> libraries, Path library) throws Exception {
        Optional<String> before = Optional.ofNullable(System.getProperty(NativeLibrary.PROPERTY));
        System.setProperty(NativeLibrary.PROPERTY, library.toString());
        try {
            libraries.getMethod("load").invoke(null);
        } finally {
            before.ifPresentOrElse(
                    value -> System.setProperty(NativeLibrary.PROPERTY, value),
                    () -> System.clearProperty(NativeLibrary.PROPERTY));
        }
    }

    private static void awaitUnmapped(Path library) throws Exception {
        for (int i = 0; i < 100 && mapped(library); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertFalse(mapped(library), "the library stayed in memory");
    }

    private static boolean mapped(Path library) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(library.toString());
    }
}
