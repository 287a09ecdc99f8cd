package dev.foliot.platform.jni;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a native library must have been built for to run in a process.
 *
 * @param classifier system, processor and, on Linux, the C library unless it is glibc: in the words of os-maven-plugin,
 *     which name Maven artifacts
 */
public record NativeTarget(String classifier) {
    /** What Foliot is built for. */
    public static final List<String> BUILT = List.of(
            "linux-x86_64",
            "linux-aarch_64",
            "linux-arm_32",
            "linux-x86_64-musl",
            "linux-aarch_64-musl",
            "freebsd-x86_64",
            "freebsd-aarch_64",
            "osx-x86_64",
            "osx-aarch_64");

    private static final String RESOURCES = "dev/foliot/native/";

    /** The names under which musl, which is both C library and loader, is mapped: its own, or what they link to. */
    private static final Pattern MUSL = Pattern.compile("/(ld-musl-[^/\\s]*|libc\\.musl-[^/\\s]*|libc\\.so)$");

    /** The loader and the library directory of programs that pass no number in a register of the FPU. */
    private static final Pattern SOFT_FLOAT = Pattern.compile("/(ld-linux\\.so\\.3$|arm-linux-gnueabi/)");

    /** The target of the process that this runs in. */
    public static NativeTarget here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), memoryMap());
    }

    /**
     * The target of a process. A machine may have two C libraries, or processors within the processor: what counts is
     * what the JVM was built for. So a JVM for x86-64 that Rosetta translates on Apple silicon is osx-x86_64, which is
     * right: its libraries are translated as well.
     *
     * @param osName Java's os.name
     * @param osArch Java's os.arch
     * @param memoryMap Linux's account of what the process has mapped (proc(5), /proc/PID/maps); when empty, the C
     *     library is taken for glibc
     */
    static NativeTarget of(String osName, String osArch, String memoryMap) {
        String system = system(osName);
        String classifier = system + "-" + processor(osArch);
        if (system.equals("linux")) {
            classifier += maps(memoryMap, MUSL) ? "-musl" : "";
            classifier += osArch.equals("arm") && maps(memoryMap, SOFT_FLOAT) ? "-softfloat" : "";
        }
        return new NativeTarget(classifier);
    }

    private static boolean maps(String memoryMap, Pattern file) {
        return memoryMap.lines().anyMatch(line -> file.matcher(line).find());
    }

    private static String system(String osName) {
        String word = osName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
        return word.startsWith("macos") ? "osx" : word;
    }

    private static String processor(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            case "arm" -> "arm_32";
            default -> osArch;
        };
    }

    /** Empty on systems without it. File names in it may hold any bytes. */
    private static String memoryMap() {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/self/maps")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The C library, for a person. */
    public String cLibrary() {
        if (!classifier.startsWith("linux-")) {
            return "the system's own";
        }
        return classifier.endsWith("-musl") ? "musl" : "glibc";
    }

    /** Whether Foliot is built for it. */
    boolean built() {
        return BUILT.contains(classifier);
    }

    String libraryName() {
        return classifier.startsWith("osx-") ? "libfoliot.dylib" : "libfoliot.so";
    }

    /** Where a jar has the library. */
    String libraryResource() {
        return RESOURCES + classifier + "/" + libraryName();
    }

    /** Where a jar says which version the library is of, and what its digest is. */
    String propertiesResource() {
        return RESOURCES + classifier + "/libfoliot.properties";
    }

    @Override
    public String toString() {
        return classifier;
    }
}
