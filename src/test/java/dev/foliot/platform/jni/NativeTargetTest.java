package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeTargetTest {
    /** Lines as a kernel writes them, of a JVM on Debian. */
    private static final String GLIBC = """
            55d0a0000000-55d0a0001000 r--p 00000000 fe:01 1311 /usr/lib/jvm/java-17-openjdk-amd64/bin/java
            7f0c3a000000-7f0c3a026000 r--p 00000000 fe:01 2102 /usr/lib/x86_64-linux-gnu/libc.so.6
            7f0c3a200000-7f0c3a201000 r--p 00000000 fe:01 2099 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
            7ffd5c000000-7ffd5c021000 rw-p 00000000 00:00 0 [stack]
            """;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch_64",
        "Linux, arm, linux-arm_32",
        "FreeBSD, amd64, freebsd-x86_64",
        "FreeBSD, aarch64, freebsd-aarch_64",
        "Mac OS X, x86_64, osx-x86_64",
        "Mac OS X, aarch64, osx-aarch_64",
        "macOS, arm64, osx-aarch_64"
    })
    void everyTargetIsKnownByWhatJavaCallsIt(String osName, String osArch, String classifier) {
        NativeTarget target = NativeTarget.of(osName, osArch, "");

        assertEquals(classifier, target.classifier());
        assertTrue(target.built());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/ld-musl-x86_64.so.1", // Alpine
                "/usr/lib/libc.musl-x86_64.so.1",
                "/usr/lib/x86_64-linux-musl/libc.so", // Debian, where the loader is a link to it
                "/usr/lib/libc.so" // Void
            })
    void muslIsKnownByWhatIsMapped(String library) {
        String memoryMap = "7f1000000000-7f1000014000 r--p 00000000 08:01 77     " + library + "\n";

        assertEquals(
                "linux-x86_64-musl",
                NativeTarget.of("Linux", "amd64", memoryMap).classifier());
        assertEquals(
                "linux-aarch_64-musl",
                NativeTarget.of("Linux", "aarch64", memoryMap).classifier());
    }

    @Test
    void glibcIsNotTakenForMusl() {
        assertEquals("linux-x86_64", NativeTarget.of("Linux", "amd64", GLIBC).classifier());
    }

    @Test
    void mappingsOfOtherFilesThanLibrariesAreNoSign() {
        String lookalikes = """
                7f1000000000-7f1000014000 r--p 00000000 08:01 77 /opt/ld-musl-notes/README
                7f1000000000-7f1000014000 r--p 00000000 08:01 78 /opt/notlibc.so
                7f1000000000-7f1000014000 r--p 00000000 08:01 79 /opt/libc.so.txt
                """;

        assertEquals(
                "linux-x86_64",
                NativeTarget.of("Linux", "amd64", GLIBC + lookalikes).classifier());
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/arm-linux-gnueabihf/ld-linux-armhf.so.3, linux-arm_32",
        "/lib/arm-linux-gnueabihf/ld-2.31.so, linux-arm_32",
        "/lib/ld-linux.so.3, linux-arm_32-softfloat",
        "/lib/arm-linux-gnueabi/ld-2.31.so, linux-arm_32-softfloat"
    })
    void armWithoutHardFloatIsAnotherTarget(String loader, String classifier) {
        String memoryMap = "b6f00000-b6f20000 r-xp 00000000 b3:02 5 " + loader + "\n";

        assertEquals(classifier, NativeTarget.of("Linux", "arm", memoryMap).classifier());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, riscv64, linux-riscv64",
        "Linux, i386, linux-i386",
        "SunOS, amd64, sunos-x86_64",
        "Windows 11, amd64, windows11-x86_64"
    })
    void whatFoliotIsNotBuiltForHasANameAllTheSame(String osName, String osArch, String classifier) {
        NativeTarget target = NativeTarget.of(osName, osArch, "");

        assertEquals(classifier, target.classifier());
        assertFalse(target.built());
    }

    @Test
    void resourcesAreNamedByTheClassifier() {
        NativeTarget linux = new NativeTarget("linux-x86_64-musl");
        NativeTarget mac = new NativeTarget("osx-aarch_64");

        assertEquals("dev/foliot/native/linux-x86_64-musl/libfoliot.so", linux.libraryResource());
        assertEquals("dev/foliot/native/osx-aarch_64/libfoliot.dylib", mac.libraryResource());
        assertEquals("dev/foliot/native/osx-aarch_64/libfoliot.properties", mac.propertiesResource());
    }

    @Test
    void nativeNameOfTheLibraryIsThatOfThisMachinesLoader() {
        assertEquals(System.mapLibraryName("foliot"), NativeTarget.here().libraryName());
    }
}
