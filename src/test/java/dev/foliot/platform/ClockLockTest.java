package dev.foliot.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps two suites from steering the clock at once, against another process. */
class ClockLockTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path scratch;

    @Test
    void otherProcessKeepsItUntilItEnds() throws Exception {
        Path file = scratch.resolve("lock");
        Process other = holder(file, false);
        try {
            assertEquals('h', other.getInputStream().read(), "the other process holds the lock");

            IOException refusal =
                    assertThrows(IOException.class, () -> ClockLock.take(file, false, Duration.ofMillis(200)));
            assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
            other.destroyForcibly();
            try (FileLock lock = ClockLock.take(file, false, LIMIT)) {
                assertTrue(lock.isValid());
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void thoseWhoLeaveTheClockAloneShareIt() throws Exception {
        Path file = scratch.resolve("lock");
        Process other = holder(file, true);
        try {
            assertEquals('h', other.getInputStream().read(), "the other process holds the lock");

            ClockLock.take(file, true, LIMIT).acquiredBy().close();
            assertThrows(IOException.class, () -> ClockLock.take(file, false, Duration.ofMillis(200)));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyUserMayTakeIt() throws Exception {
        Path file = scratch.resolve("lock");
        ClockLock.take(file, false, LIMIT).acquiredBy().close();

        assertEquals("rw-rw-rw-", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void linkIsNotFollowed() throws Exception {
        Path elsewhere = Files.createFile(scratch.resolve("elsewhere"));
        Path file = Files.createSymbolicLink(scratch.resolve("lock"), elsewhere);

        assertThrows(IOException.class, () -> ClockLock.take(file, false, Duration.ofMillis(200)));
    }

    private static Process holder(Path file, boolean shared) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString(),
                        Boolean.toString(shared))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A program that takes the lock of a file, says so, and keeps it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            ClockLock.take(Path.of(args[0]), Boolean.parseBoolean(args[1]), LIMIT);
            System.out.print('h');
            System.out.flush();
            Thread.sleep(LIMIT.toMillis());
        }
    }
}
