package dev.foliot.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.ControlException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@SuppressWarnings("try") // servers that only have to be there are never referenced
class SocketFileTest {
    private static final Map<String, ControlHandler> HANDLERS = Map.of("who", request -> Map.of("name", "first"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"0600, rw-------", "0660, rw-rw----", "0666, rw-rw-rw-"})
    void permissionsAreThoseAskedForWhateverTheUmask(String mode, String permissions) throws IOException {
        Path path = directory.resolve("control.sock");
        try (ControlServer server = ControlServer.start(path, Integer.parseInt(mode, 8), HANDLERS)) {
            assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void whileItsPermissionsAreNotRightNobodyElseCanReachTheSocket() throws Exception {
        Path nursery = directory.resolve(".control.sock");
        Files.createDirectory(nursery);
        Files.createFile(nursery.resolve("keep"));
        assertThrows(IOException.class, () -> ControlServer.start(directory.resolve("control.sock"), 0666, HANDLERS));
        assertFalse(Files.exists(nursery.resolve("s")), "bound in a directory that it did not make itself");
    }

    @Test
    void nothingButTheSocketAndItsLockIsLeftInItsDirectory() throws IOException {
        Path path = directory.resolve("new/control.sock");
        try (ControlServer server = ControlServer.start(path, 0600, HANDLERS);
                var files = Files.list(path.getParent())) {
            assertEquals(
                    List.of(path.resolveSibling(".control.sock.lock"), path),
                    files.sorted().toList());
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void theSocketOfADaemonThatWasKilledIsReplaced() throws Exception {
        Path path = directory.resolve("control.sock");
        Process daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertEquals("listening", daemon.inputReader().readLine());
            assertEquals("first", ask(path).get("name").getAsString());
        } finally {
            daemon.destroyForcibly();
            assertTrue(daemon.waitFor(20, TimeUnit.SECONDS));
        }
        assertTrue(Files.exists(path), "killed, it cannot have removed its socket");
        ControlException e = assertThrows(ControlException.class, () -> ask(path));
        assertEquals(Reason.NOT_RUNNING, e.reason());

        try (ControlServer server = ControlServer.start(path, 0600, HANDLERS)) {
            assertEquals("first", ask(path).get("name").getAsString());
        }
    }

    /** A daemon to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            try (ControlServer server = ControlServer.start(Path.of(args[0]), 0600, HANDLERS)) {
                System.out.println("listening");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void whatADaemonKilledWhileStartingLeavesBehindIsCleared() throws IOException {
        Path path = directory.resolve("control.sock");
        Path nursery = Files.createDirectory(directory.resolve(".control.sock"));
        leaveStaleSocket(nursery.resolve("s"));
        try (ControlServer server = ControlServer.start(path, 0600, HANDLERS)) {
            assertFalse(Files.exists(nursery));
        }
    }

    @Test
    void aSocketOnWhichADaemonAnswersIsNotStolen() throws IOException {
        Path path = directory.resolve("control.sock");
        try (ControlServer first = ControlServer.start(path, 0600, HANDLERS)) {
            BindException e = assertThrows(BindException.class, () -> ControlServer.start(path, 0600, Map.of()));
            assertEquals(path + ": a daemon is running there already", e.getMessage());
            assertEquals("first", ask(path).get("name").getAsString());
        }
    }

    @Test
    void aDaemonThatHangsIsNotRobbedEither() throws IOException {
        Path path = directory.resolve("control.sock");
        try (ServerSocketChannel hanging = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hanging.bind(UnixDomainSocketAddress.of(path), 1);
            assertThrows(BindException.class, () -> ControlServer.start(path, 0600, HANDLERS));
            ControlException e = assertThrows(
                    ControlException.class, () -> new ControlClient(path, Duration.ofMillis(200)).request("who"));
            assertEquals(Reason.TIMED_OUT, e.reason());
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path path = Files.writeString(directory.resolve("precious.txt"), "precious");
        BindException e = assertThrows(BindException.class, () -> ControlServer.start(path, 0600, HANDLERS));
        assertTrue(e.getMessage().startsWith(path + ": exists and is not a socket"), e.getMessage());
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void aSymbolicLinkIsLeftAlone() throws IOException {
        Path socket = directory.resolve("stale");
        leaveStaleSocket(socket);
        Path link = Files.createSymbolicLink(directory.resolve("link"), socket);
        assertThrows(BindException.class, () -> ControlServer.start(link, 0600, HANDLERS));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aSocketThatSomebodyElsePutInItsPlaceIsNotRemoved() throws IOException {
        Path path = directory.resolve("control.sock");
        ControlServer robbed = ControlServer.start(path, 0600, HANDLERS);
        Files.delete(path);
        try (ControlServer second = ControlServer.start(path, 0600, HANDLERS)) {
            robbed.close();
            assertEquals("first", ask(path).get("name").getAsString());
        }
    }

    @Test
    void aPathThatIsTooLongForASocketIsNamed() {
        Path path = directory.resolve("x".repeat(120));
        BindException e = assertThrows(BindException.class, () -> ControlServer.start(path, 0600, HANDLERS));
        assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }

    @Test
    void whatIsNotOurDaemonIsRecognised() throws Exception {
        Path path = directory.resolve("other.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path));
            Thread thread = new Thread(() -> {
                try (var connection = other.accept()) {
                    connection.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 2, '{', '}'}));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            thread.start();
            ControlException e = assertThrows(ControlException.class, () -> ask(path));
            assertEquals(Reason.BAD_REPLY, e.reason());
            thread.join();
        }
    }

    private static JsonObject ask(Path path) throws IOException {
        return new ControlClient(path, Duration.ofSeconds(10)).request("who");
    }

    private static void leaveStaleSocket(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
    }
}
