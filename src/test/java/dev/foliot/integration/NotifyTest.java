package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code foliot daemon} under a service manager: a socket of its kind, read by Python, since Java has none. */
class NotifyTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String WATCHDOG_US = "400000";

    /** Prints each message in a line, spelled so that lines within it can be told apart from those between. */
    private static final String MANAGER = """
            import socket, sys
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.bind(sys.argv[1])
            print("listening", flush=True)
            while True:
                print(manager.recv(4096).decode().replace("\\n", "|"), flush=True)
            """;

    @TempDir
    Path scratch;

    /** systemd's way, and systemd is Linux's. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aServiceManagerHearsThatItIsReadyHowItIsDoingThatItLivesAndThatItStops() throws Exception {
        assumeTrue(Child.find("python3").isPresent(), "no python3 in the PATH");
        Path socket = Files.createTempDirectory("foliot-").resolve("notify");
        try (Child manager = Child.start(scratch, List.of("python3", "-c", MANAGER, socket.toString()));
                DaemonProcess daemon = new DaemonProcess(scratch)) {
            heard(manager, "listening");
            daemon.configure("none", "127.0.0.1:" + Chronyd.freePort());
            daemon.start(List.of("env", "NOTIFY_SOCKET=" + socket, "WATCHDOG_USEC=" + WATCHDOG_US));

            heard(manager, "READY=1");
            assertTrue(daemon.ask().isPresent(), "who is ready answers at its control socket");
            heard(manager, "WATCHDOG=1\nWATCHDOG=1\n");
            daemon.process().terminate();
            assertEquals(0, daemon.process().await(LIMIT), daemon::log);
            heard(manager, "STOPPING=1");

            String all = manager.out();
            assertTrue(line(all, 1).startsWith("STATUS=Not synchronised: waiting for "), all);
            assertEquals("READY=1", line(all, 2), all);
            assertTrue(all.endsWith("STOPPING=1\n"), all);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }

    private static void heard(Child manager, String message) throws Exception {
        Await.until(message, LIMIT, () -> manager.out().contains(message), () -> account(manager));
    }

    private static String account(Child manager) {
        try {
            return manager.account();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String line(String text, int index) {
        return text.lines().skip(index).findFirst().orElse("");
    }
}
