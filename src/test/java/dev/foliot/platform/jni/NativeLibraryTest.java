package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    private static final NativeTarget HERE = NativeTarget.here();
    private static final NativeTarget NOWHERE = new NativeTarget("plan9-mips");

    @Test
    void namedFileIsTheOnlySource() {
        assertEquals(
                List.of(new LibraryFile(Path.of("/opt/foliot.so"))),
                NativeLibrary.sources(HERE, "/opt/foliot.so", Path.of("/usr/lib/foliot/foliot.jar")));
    }

    @Test
    void installedLibraryLiesNextToTheJarAndGoesBeforeOneInAJar() {
        Path jar = Path.of("/usr/lib/foliot/foliot.jar");
        List<LibrarySource> sources = NativeLibrary.sources(HERE, null, jar);

        assertEquals(new NeighbouringLibrary(Path.of("/usr/lib/foliot", HERE.libraryName()), jar), sources.get(0));
        assertTrue(sources.get(sources.size() - 1) instanceof PackagedLibrary, sources.toString());
    }

    @Test
    void builtLibraryIsFoundFromTheBuiltClasses() throws Exception {
        Path classes = Path.of("/src/foliot/target/classes");
        Path library = Path.of("/src/foliot/target/native/lib", HERE.libraryName());

        assertTrue(NativeLibrary.sources(HERE, null, classes).contains(new NeighbouringLibrary(library, classes)));
    }

    @Test
    void classesFromNowhereHaveNoLibraryNextToThem() {
        List<LibrarySource> sources = NativeLibrary.sources(HERE, null, null);

        assertEquals(1, sources.size());
        assertTrue(sources.get(0) instanceof PackagedLibrary);
    }

    @Test
    void errorSaysWhatThereIsForAMachineThatThereIsNothingFor() {
        String error = assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadFirst(NOWHERE, List.of()))
                .getMessage();

        assertTrue(error.contains("plan9-mips"), error);
        assertTrue(error.contains("Foliot is built for linux-x86_64, linux-aarch_64"), error);
        assertTrue(error.contains(NativeLibrary.PROPERTY), error);
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void errorNamesEveryPlaceAndWhatWasWrongThere(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.so");
        Path foreign = libraryOfAnotherMachine(directory);
        List<LibrarySource> sources = List.of(new LibraryFile(missing), new LibraryFile(foreign));

        String error = assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadFirst(HERE, sources))
                .getMessage();

        assertTrue(error.contains(missing + " (does not exist)"), error);
        assertTrue(error.contains(foreign + " ("), error);
        assertFalse(error.contains("Foliot is built for"), error);
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void libraryThatDoesNotLoadIsPassedOverForOneThatDoes(@TempDir Path directory) throws Exception {
        Path built = BuiltLibrary.file();
        List<LibrarySource> sources =
                List.of(new LibraryFile(libraryOfAnotherMachine(directory)), new LibraryFile(built));

        assertEquals(built.toAbsolutePath().toString(), NativeLibrary.loadFirst(HERE, sources));
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
