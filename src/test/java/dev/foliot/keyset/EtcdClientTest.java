package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.foliot.keyset.EtcdMessages.Nothing;
import dev.foliot.keyset.EtcdMessages.Transaction;
import dev.foliot.keyset.EtcdMessages.TransactionResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever answers in etcd's place: a clear error, in bounded time and memory. */
class EtcdClientTest {
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        over.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private URI serving(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpHandler answering(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static EtcdClient client(URI... endpoints) throws IOException {
        return new EtcdClient(
                new EtcdParameters(List.of(endpoints), "/", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static TransactionResponse ask(EtcdClient client) throws IOException {
        return client.call("kv/txn", new Transaction(List.of(), List.of()), TransactionResponse.class);
    }

    private static IOException trouble(URI endpoint) throws IOException {
        EtcdClient client = client(endpoint);
        return assertThrows(IOException.class, () -> ask(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "7",
                "null",
                "{\"succeeded\": [}",
                "{\"header\": 3}",
                "{\"header\": {\"revision\": \"many\"}}",
                "{\"responses\": {}}",
            })
    void nonsenseIsNoEtcd(String body) throws IOException {
        URI endpoint = serving(answering(200, body));
        assertEquals(
                endpoint + ": what answers there, with HTTP status 200, is no etcd",
                trouble(endpoint).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"responses\": []}",
                "{\"responses\": [{}, {}], \"header\": {}}",
                "{\"responses\": [{\"response_range\": {\"kvs\": [{\"value\": \"!\"}]}}, {}]}",
                "{\"responses\": [{\"response_range\": {\"kvs\": [{}]}}, {}]}",
                "{\"responses\": [null, null]}",
                "{\"responses\": [{\"response_range\": {\"kvs\": [null]}}, {}]}",
            })
    void whatIsLeftOutIsAnErrorOrNothing(String body) throws IOException {
        EtcdStore store = new EtcdStore(
                new EtcdParameters(
                        List.of(serving(answering(200, body))),
                        "/",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                true,
                () -> "member",
                2);
        try {
            assertEquals(Optional.empty(), store.look());
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("etcd") || e.getMessage().contains("base 64"), e.getMessage());
        }
    }

    @Test
    void aRefusalIsToldInItsOwnWords() throws IOException {
        URI endpoint = serving(answering(400, "{\"error\":\"no\",\"message\":\"etcdserver: no\\n\",\"code\":3}"));
        IOException e = trouble(endpoint);
        assertInstanceOf(EtcdRefusal.class, e);
        assertEquals(endpoint + ": etcdserver: no ", e.getMessage());
    }

    @Test
    void aRefusalIsNotRepeatedElsewhereAndTroubleIs() throws IOException {
        URI refusing = serving(answering(403, "{\"message\":\"permission denied\"}"));
        URI troubled = serving(answering(503, "{\"message\":\"no leader\"}"));
        URI well = serving(answering(200, "{\"succeeded\": true, \"header\": {\"revision\": \"7\"}}"));
        EtcdClient client = client(troubled, well);
        assertEquals(7, ask(client).revision());
        assertEquals(2, asked.get());
        assertEquals(7, ask(client).revision());
        assertEquals(3, asked.get(), "the one that has answered is asked first");
        EtcdClient refused = client(refusing, well);
        assertThrows(EtcdRefusal.class, () -> ask(refused));
        assertEquals(4, asked.get());
    }

    @Test
    void redirectionsAreNotFollowed() throws IOException {
        URI elsewhere = serving(answering(200, "{}"));
        URI endpoint = serving(exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere + "/v3/kv/txn");
            exchange.sendResponseHeaders(307, -1);
        });
        assertEquals(
                endpoint + ": what answers there, with HTTP status 307, is no etcd",
                trouble(endpoint).getMessage());
        assertEquals(1, asked.get());
    }

    @Test
    void anEndlessResponseIsCutOff() throws IOException {
        URI endpoint = serving(EtcdClientTest::answerForEver);
        assertEquals(
                endpoint + ": the response has more than 262144 bytes",
                trouble(endpoint).getMessage());
    }

    private static void answerForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        while (true) {
            body.write(new byte[4096]);
        }
    }

    @Test
    void aResponseThatDoesNotEndIsGivenUp() throws IOException {
        URI endpoint = serving(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!ended(100)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        assertEquals(endpoint + ": no answer within 3 s", trouble(endpoint).getMessage());
    }

    private boolean ended(long waitMs) {
        try {
            return over.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void whoIsInterruptedDoesNotWait() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        URI endpoint = serving(exchange -> {
            arrived.countDown();
            while (!ended(100)) {
                // as if it were thinking
            }
        });
        EtcdClient client = client(endpoint);
        AtomicReference<Throwable> result = new AtomicReference<>();
        Thread asking = new Thread(() -> result.set(assertThrows(IOException.class, () -> ask(client))));
        asking.start();
        arrived.await();
        asking.interrupt();
        asking.join();
        assertInstanceOf(InterruptedIOException.class, result.get());
    }

    @Test
    void nobodyThereIsSaidSo() throws IOException {
        URI endpoint = URI.create("http://127.0.0.1:1");
        EtcdClient client = client(endpoint);
        IOException e = assertThrows(IOException.class, () -> client.call("x", new Nothing(), Nothing.class));
        assertEquals(endpoint + ": nobody answers there", e.getMessage());
    }
}
