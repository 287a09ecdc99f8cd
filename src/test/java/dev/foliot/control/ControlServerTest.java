package dev.foliot.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.control.ControlException.Reason;
import dev.foliot.observability.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
    @TempDir
    private Path directory;

    private Path path;
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        path = directory.resolve("control.sock");
        server = ControlServer.start(
                path,
                0600,
                Map.of(
                        "status",
                        new StatusHandler(Snapshots::synchronised),
                        "starting",
                        new StatusHandler(() -> null),
                        "long",
                        request -> Map.of("text", "x".repeat(900_000)),
                        "endless",
                        request -> Map.of("text", "x".repeat(ControlClient.MAX_REPLY))));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theClientGetsTheSnapshotThatWasPublished() throws IOException {
        assertEquals(Snapshots.synchronised(), client().status());
    }

    @Test
    void theReplyIsOneLineAndThenTheConnectionCloses() throws IOException {
        assertEquals(Json.compact(Snapshots.synchronised()) + "\n", talk("{\"command\": \"status\"}\n"));
    }

    @Test
    void aRequestThatEndsWithTheStreamNeedsNoNewline() throws IOException {
        try (SocketChannel channel = connect()) {
            write(channel, "{\"command\": \"status\"}");
            channel.shutdownOutput();
            assertEquals(Json.compact(Snapshots.synchronised()) + "\n", readAll(channel));
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException, InterruptedException {
        try (SocketChannel channel = connect()) {
            for (char c : "{\"command\": \"starting\"}\n".toCharArray()) {
                write(channel, String.valueOf(c));
                Thread.sleep(1);
            }
            assertEquals("{\"error\":\"the daemon is still starting\"}\n", readAll(channel));
        }
    }

    @Test
    void aReplyLargerThanTheSocketsBufferArrivesWhole() throws IOException {
        assertEquals(900_000, client().request("long").get("text").getAsString().length());
    }

    @Test
    void theClientDoesNotReadAnEndlessReply() {
        ControlException e = assertThrows(ControlException.class, () -> client().request("endless"));
        assertEquals(Reason.BAD_REPLY, e.reason());
    }

    @Test
    void anErrorOfTheDaemonReachesTheUser() {
        ControlException e = assertThrows(ControlException.class, () -> client().request("dance"));
        assertEquals(Reason.REFUSED, e.reason());
        assertTrue(e.getMessage().startsWith(path + ": unknown command \"dance\""), e.getMessage());
    }

    @Test
    void anOversizedRequestIsRefused() throws IOException {
        String reply = talk("x".repeat(Exchange.MAX_REQUEST));
        assertEquals("{\"error\":\"the request is longer than 4096 bytes\"}\n", reply);
    }

    @Test
    void theLongestRequestIsAnswered() throws IOException {
        String request = "{\"command\": \"status\"}";
        String reply = talk(request + " ".repeat(Exchange.MAX_REQUEST - 1 - request.length()) + "\n");
        assertEquals(Json.compact(Snapshots.synchronised()) + "\n", reply);
    }

    @Test
    void garbageIsAnsweredWithAnError() throws IOException {
        assertTrue(talk("\0\u00ff\ufffd{{{]]\n").startsWith("{\"error\":\"the request is not a JSON object"));
    }

    @Test
    void aClientThatSaysNothingIsDroppedAndDelaysNobody() throws IOException {
        try (SocketChannel silent = connect()) {
            long startNs = System.nanoTime();
            client().status();
            assertTrue(System.nanoTime() - startNs < 1_000_000_000L, "another client had to wait");
            assertEquals("", readAll(silent));
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            assertTrue(tookMs >= ControlServer.EXCHANGE_LIMIT_MS / 2, "dropped after " + tookMs + " ms");
        }
    }

    @Test
    void aClientThatTricklesIsDroppedAtTheSameLimit() throws IOException, InterruptedException {
        try (SocketChannel slow = connect()) {
            long startNs = System.nanoTime();
            assertThrows(IOException.class, () -> {
                while (true) {
                    write(slow, " ");
                    Thread.sleep(50);
                }
            });
            assertTrue(System.nanoTime() - startNs < 10_000_000_000L);
        }
    }

    @Test
    void aClientThatDoesNotReadItsReplyIsDropped() throws IOException, InterruptedException {
        try (SocketChannel deaf = connect()) {
            write(deaf, "{\"command\": \"long\"}\n");
            Thread.sleep(ControlServer.EXCHANGE_LIMIT_MS + 500);
            assertTrue(readAll(deaf).length() < 900_000);
        }
    }

    @Test
    void moreIdleClientsThanThereIsRoomForOnlyDelayTheNext() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < ControlServer.MAX_CONNECTIONS + 1; i++) {
                idle.add(connect());
            }
            assertEquals(Snapshots.synchronised(), client().status());
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    @Test
    void aHundredClientsAtOnceAreAllAnswered() throws Exception {
        int clients = 100;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            CountDownLatch go = new CountDownLatch(1);
            Callable<Object> ask = () -> {
                go.await();
                return client().status();
            };
            List<Future<Object>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                answers.add(threads.submit(ask));
            }
            go.countDown();
            for (Future<Object> answer : answers) {
                assertEquals(Snapshots.synchronised(), answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void afterCloseNobodyListens() throws IOException {
        server.close();
        assertFalse(path.toFile().exists());
        ControlException e = assertThrows(ControlException.class, () -> client().status());
        assertEquals(Reason.NOT_RUNNING, e.reason());
        assertEquals(path + ": no daemon is running (there is no such socket)", e.getMessage());
    }

    private ControlClient client() {
        return new ControlClient(path, Duration.ofSeconds(20));
    }

    private String talk(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            write(channel, request);
            return readAll(channel);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Channels.newInputStream(channel).transferTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }
}
