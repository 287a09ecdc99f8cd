package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    @EnabledOnOs(OS.LINUX)
    @Test
    void errorNamesEveryPlaceAndWhatWasWrongThere(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.so");
        Path foreign = libraryOfAnotherMachine(directory);

        UnsatisfiedLinkError error =
                assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadFirst(List.of(missing, foreign)));

        assertTrue(error.getMessage().contains(missing + " (does not exist)"), error.getMessage());
        assertTrue(error.getMessage().contains(foreign + " ("), error.getMessage());
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void libraryThatDoesNotLoadIsPassedOverForOneThatDoes(@TempDir Path directory) throws Exception {
        NativeLibrary.loadFirst(List.of(libraryOfAnotherMachine(directory), BuiltLibrary.file()));
    }

    /** The real one, but for what its ELF header says of the processor. */
    private static Path libraryOfAnotherMachine(Path directory) throws Exception {
        int machineOffset = 18;
        byte noSuchMachine = (byte) 0xfe;
        byte[] bytes = Files.readAllBytes(BuiltLibrary.file());
        bytes[machineOffset] = noSuchMachine;
        bytes[machineOffset + 1] = noSuchMachine;
        return Files.write(directory.resolve("foreign.so"), bytes);
    }
}
