package dev.foliot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to the design: which package may use which, and where the outside world may be touched. */
class ArchitectureTest {
    private static final String ROOT = "dev.foliot.";

    /** The packages in the order of the straight line, and what each may import besides itself. */
    private static final List<Layer> LAYERS = List.of(
            layer("time"),
            layer("platform", "time"),
            layer("platform.jni", "platform", "time"),
            layer("selftest", "platform", "time"),
            layer("wire", "time"),
            layer("nts.aead"),
            layer("nts.ke", "nts.aead"),
            layer("nts", "nts.aead", "nts.ke", "wire", "time"),
            layer("keyexchange.certificate"),
            layer("keyexchange.tls", "keyexchange.certificate"),
            layer(
                    "keyexchange",
                    "keyexchange.tls",
                    "keyexchange.certificate",
                    "nts.aead",
                    "nts.ke",
                    "nts",
                    "platform",
                    "time"),
            layer("association", "wire", "nts", "nts.ke", "filter", "selection", "time"),
            layer("filter", "time"),
            layer("selection", "filter", "time"),
            layer("discipline", "selection", "time"),
            layer("server", "wire", "nts", "time"),
            layer("refclock", "platform", "filter", "time"),
            layer("keyset", "nts", "platform", "time"),
            layer(
                    "config",
                    "association",
                    "filter",
                    "selection",
                    "discipline",
                    "server",
                    "refclock",
                    "nts",
                    "nts.ke",
                    "keyset",
                    "keyexchange",
                    "time"),
            layer("recording", "config", "platform", "time"),
            layer("observability", "association", "filter", "selection", "discipline", "server", "keyexchange", "time"),
            layer("control", "observability", "time"),
            layer(
                    "ntsclient",
                    "platform",
                    "keyexchange",
                    "keyexchange.certificate",
                    "keyexchange.tls",
                    "nts",
                    "nts.aead",
                    "nts.ke",
                    "wire",
                    "time"),
            allBut(
                    "simulation",
                    "platform.jni",
                    "ntsclient",
                    "simulation.clknetsim",
                    "scenario",
                    "plot",
                    "daemon",
                    "experiment",
                    "cli"),
            layer("simulation.clknetsim", "simulation", "platform", "time"),
            layer("scenario", "simulation", "config", "platform", "time"),
            layer("plot"),
            allBut("daemon", "scenario", "plot", "experiment", "cli"),
            allBut("experiment", "cli"),
            allBut("cli"));

    /** Packages that only decide: whatever they need to know comes in as an argument. */
    private static final String[] STATE_MACHINES = Stream.of(
                    "time",
                    "wire",
                    "nts.aead",
                    "nts.ke",
                    "nts",
                    "association",
                    "filter",
                    "selection",
                    "discipline",
                    "server")
            .map(name -> ROOT + name)
            .toArray(String[]::new);

    private static final Set<String> METHODS_THAT_ASK_THE_WORLD = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getLogger",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.InetAddress.getLocalHost",
            "java.net.InetAddress.getHostName",
            "java.net.InetAddress.getCanonicalHostName",
            "java.net.InetAddress.isReachable");

    /** Of {@link Math}; {@link StrictMath} has the same, defined to the last bit. */
    private static final Set<String> INEXACT_FUNCTIONS = Set.of(
            "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "exp", "expm1", "hypot", "log", "log10", "log1p",
            "pow", "sin", "sinh", "tan", "tanh");

    private static final Pattern FILES =
            Pattern.compile("java\\.nio\\.file\\.Files|java\\.nio\\.channels\\.FileChannel|java\\.io\\.File.*");

    private static final Pattern CLASSES_THAT_ARE_THE_WORLD = Pattern.compile("java\\.lang\\.(Thread|Process|Runtime).*"
            + "|java\\.lang\\.System\\$Logger.*"
            + "|java\\.util\\.(Random|SplittableRandom|Timer).*"
            + "|java\\.util\\.random\\..*"
            + "|java\\.util\\.logging\\..*"
            + "|java\\.util\\.concurrent\\.(?!atomic).*"
            + "|java\\.security\\.SecureRandom"
            + "|java\\.time\\.(Clock|InstantSource).*"
            + "|java\\.io\\.(File|RandomAccessFile|Console|PrintStream).*"
            + "|java\\.net\\.(?!Inet|UnknownHostException).*"
            + "|java\\.nio\\.(file|channels)\\..*"
            + "|javax\\.net\\..*");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths("target/classes/dev");

    /** A package and those of ours that it may import. */
    private record Layer(String name, List<String> mayImport) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Layer layer(String name, String... mayImport) {
        return new Layer(name, List.of(mayImport));
    }

    private static Layer allBut(String name, String... not) {
        Set<String> forbidden = Set.of(not);
        List<String> names = List.of(
                "time",
                "platform",
                "platform.jni",
                "selftest",
                "wire",
                "nts.aead",
                "nts.ke",
                "nts",
                "keyexchange.certificate",
                "keyexchange.tls",
                "keyexchange",
                "association",
                "filter",
                "selection",
                "discipline",
                "server",
                "refclock",
                "keyset",
                "config",
                "recording",
                "observability",
                "control",
                "ntsclient",
                "simulation",
                "simulation.clknetsim",
                "scenario",
                "plot",
                "daemon",
                "experiment",
                "cli");
        return new Layer(
                name, names.stream().filter(n -> !forbidden.contains(n)).toList());
    }

    static List<Layer> layers() {
        return LAYERS;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPackageImportsOnlyWhatTheDesignAllows(Layer layer) {
        String[] allowed = Stream.concat(Stream.of(layer.name()), layer.mayImport().stream())
                .map(name -> ROOT + name)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + layer.name())
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.foliot..").or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> found = PRODUCT.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        LAYERS.forEach(layer -> found.remove(layer.name()));
        assertEquals(Set.of(), found);
        assertTrue(PRODUCT.size() > 50, "the product was found: " + PRODUCT.size() + " classes");
    }

    @Test
    void nativeMethodsStandOnlyInPlatformJni() {
        methods()
                .that()
                .areDeclaredInClassesThat(resideOutsideOfPackage("dev.foliot.platform.jni"))
                .should()
                .notHaveModifier(JavaModifier.NATIVE)
                .check(PRODUCT);
        assertTrue(
                PRODUCT.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .anyMatch(method -> method.getModifiers().contains(JavaModifier.NATIVE)),
                "there are some");
    }

    @Test
    void theHeaderOfJniIsIncludedOnlyByItsGlue() throws IOException {
        Path sources = Path.of("native");
        Pattern include = Pattern.compile("^\\s*#\\s*include\\s*[<\"]jni(_md)?\\.h", Pattern.MULTILINE);
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> including = files.filter(file -> file.toString().matches(".*\\.(c|cc|cpp|h|hpp)"))
                    .filter(file -> include.matcher(read(file)).find())
                    .toList();
            Path glueTest = Path.of("native/test/library_test.cc");
            assertTrue(
                    including.stream().allMatch(file -> file.startsWith("native/jni") || file.equals(glueTest)),
                    including.toString());
            assertFalse(including.isEmpty(), "the glue was found");
        }
    }

    @Test
    void stateMachinesReadNoClockDrawNoNumberAndTouchNothing() {
        areNotTheWorld(STATE_MACHINES).check(PRODUCT);
        doNotAskTheWorld(STATE_MACHINES).check(PRODUCT);
    }

    /** A replay on another machine must come to the same bits; Math's own functions may differ in the last one. */
    @Test
    void theCoreCalculatesTheSameOnEveryMachine() {
        String[] core = Stream.concat(Stream.of(STATE_MACHINES), Stream.of(ROOT + "daemon"))
                .toArray(String[]::new);
        noClasses()
                .that(resideInAnyPackage(core))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "is a function that Math rounds as the machine likes",
                        (JavaAccess<?> access) ->
                                access.getTargetOwner().getName().equals("java.lang.Math")
                                        && INEXACT_FUNCTIONS.contains(access.getName())))
                .check(PRODUCT);
    }

    /** What the core reads from a disk is recorded, so it has to come through the port. */
    @Test
    void filesOfTheDaemonComeThroughTheirPort() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "daemon"))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "read or write files",
                        (JavaClass type) -> FILES.matcher(type.getName()).matches()))
                .check(PRODUCT);
    }

    @Test
    void whatActsWouldNotPassForAStateMachine() {
        String daemon = ROOT + "daemon";
        assertThrows(AssertionError.class, () -> areNotTheWorld(daemon).check(PRODUCT));
        assertThrows(AssertionError.class, () -> doNotAskTheWorld(daemon).check(PRODUCT));
    }

    private static ArchRule areNotTheWorld(String... packages) {
        return noClasses()
                .that(resideInAnyPackage(packages))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are the outside world",
                        (JavaClass type) -> CLASSES_THAT_ARE_THE_WORLD
                                .matcher(type.getName())
                                .matches()));
    }

    private static ArchRule doNotAskTheWorld(String... packages) {
        return noClasses()
                .that(resideInAnyPackage(packages))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("asks the outside world", ArchitectureTest::asksTheWorld));
    }

    private static boolean asksTheWorld(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        boolean output =
                owner.equals("java.lang.System") && Set.of("out", "err", "in").contains(name);
        boolean now = owner.startsWith("java.time.") && name.equals("now");
        return output || now || METHODS_THAT_ASK_THE_WORLD.contains(owner + "." + name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
