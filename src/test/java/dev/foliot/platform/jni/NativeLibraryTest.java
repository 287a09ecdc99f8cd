package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final String NAME = System.mapLibraryName("foliot");

    @Test
    void namedFileIsTheOnlyCandidate() {
        List<Path> candidates = NativeLibrary.candidates("/opt/foliot.so", Path.of("/usr/lib/foliot/foliot.jar"));

        assertEquals(List.of(Path.of("/opt/foliot.so")), candidates);
    }

    @Test
    void installedLibraryLiesNextToTheJar() {
        Path expected = Path.of("/usr/lib/foliot", NAME);

        assertEquals(
                expected,
                NativeLibrary.candidates(null, Path.of("/usr/lib/foliot/foliot.jar"))
                        .get(0));
    }

    @Test
    void builtLibraryIsFoundFromTheBuiltClasses() {
        Path expected = Path.of("/src/foliot/target/native/build", NAME);

        assertTrue(NativeLibrary.candidates(null, Path.of("/src/foliot/target/classes"))
                .contains(expected));
    }

    @Test
    void classesFromNowhereHaveNoLibraryNextToThem() {
        assertEquals(List.of(), NativeLibrary.candidates(null, null));
        UnsatisfiedLinkError error = assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadFirst(List.of()));

        assertTrue(error.getMessage().contains(NativeLibrary.PROPERTY), error.getMessage());
    }

    @Test
    void errorNamesEveryPlaceAndWhatWasWrongThere(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing.so");
        Path damaged = Files.writeString(directory.resolve("damaged.so"), "not a library");

        UnsatisfiedLinkError error =
                assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadFirst(List.of(missing, damaged)));

        assertTrue(error.getMessage().contains(missing + " (does not exist)"), error.getMessage());
        assertTrue(error.getMessage().contains(damaged + " ("), error.getMessage());
    }
}
