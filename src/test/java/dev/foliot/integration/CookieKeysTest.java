package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process keeps the keys of cookies, however it ends. */
class CookieKeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path scratch;

    @Test
    void theKeysOfCookiesAreForTheNextRunAndForNobodyElse() throws Exception {
        try (DaemonProcess daemon = new DaemonProcess(scratch)) {
            Path keys = daemon.configuration().resolveSibling("keys.json");
            daemon.configure(List.of(
                    "[keyset]",
                    "key-storage-path = \"keys.json\"",
                    "[clock]",
                    "control = \"none\"",
                    "drift-file = \"\"",
                    "history-file = \"\"",
                    "[observability]",
                    "observation-path = \"socket\""));
            daemon.start(List.of());
            daemon.await("answers", LIMIT, now -> true);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
            String first = Files.readString(keys);
            daemon.process().close();

            daemon.start(List.of());
            daemon.await("answers", LIMIT, now -> true);
            assertTrue(daemon.log().contains("the keys of cookies are kept in " + keys), daemon::log);
            assertEquals(first, Files.readString(keys));
            daemon.process().terminate();
            assertEquals(0, daemon.process().await(LIMIT), daemon::log);
            assertEquals(first, Files.readString(keys));
        }
    }
}
