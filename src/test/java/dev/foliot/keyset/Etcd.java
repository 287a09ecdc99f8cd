package dev.foliot.keyset;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real etcd on loopback, over TLS, in which {@code root} may do everything and {@code foliot} what begins with
 * {@code /foliot/}.
 */
final class Etcd implements AutoCloseable {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final long TO_START_NS = 30_000_000_000L;
    private static final long TO_END_S = 10;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final Path directory;
    private final Pki pki;
    private final List<String> command = new ArrayList<>();
    private final int port;
    private Process process;

    private Etcd(Path scratch, Pki pki, List<String> options) throws IOException {
        this.directory = Files.createTempDirectory(scratch, "etcd-");
        this.pki = pki;
        this.port = freePort();
        String here = "https://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + freePort();
        command.addAll(
                List.of(program(), "--data-dir", directory.resolve("data").toString()));
        command.addAll(List.of("--listen-client-urls", here, "--advertise-client-urls", here));
        command.addAll(List.of("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers));
        command.addAll(List.of("--initial-cluster", "default=" + peers, "--log-level", "error"));
        command.addAll(List.of(
                "--cert-file", pki.chain().toString(), "--key-file", pki.key().toString()));
        command.addAll(options);
        Files.writeString(password("root"), "secret of root\n");
        Files.writeString(password("foliot"), "secret of foliot\n");
        Files.writeString(password("stranger"), "secret of a stranger\n");
        for (String name : List.of("root", "foliot", "stranger")) {
            Files.setPosixFilePermissions(password(name), PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Prepares one; it does not run yet. */
    static Etcd prepare(Path scratch, Pki pki, String... options) throws IOException {
        return new Etcd(scratch, pki, List.of(options));
    }

    /** One that runs, and knows its users. */
    static Etcd start(Path scratch, Pki pki) throws Exception {
        Etcd etcd = prepare(scratch, pki);
        etcd.start();
        etcd.enableAuthentication();
        return etcd;
    }

    private void enableAuthentication() throws IOException {
        EtcdClient client = new EtcdClient(parameters("/", Optional.empty()));
        for (String name : List.of("root", "foliot", "stranger")) {
            String password = Files.readString(password(name)).strip();
            tell(client, "auth/user/add", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
            tell(client, "auth/role/add", "{\"name\":\"" + name + "\"}");
            tell(client, "auth/user/grant", "{\"user\":\"" + name + "\",\"role\":\"" + name + "\"}");
        }
        String range = "\"key\":\"" + base64("/foliot/") + "\",\"range_end\":\"" + base64("/foliot0") + "\"";
        tell(client, "auth/role/grant", "{\"name\":\"foliot\",\"perm\":{\"permType\":\"READWRITE\"," + range + "}}");
        tell(client, "auth/enable", "{}");
    }

    private static JsonObject tell(EtcdClient client, String path, String json) throws IOException {
        return client.call(path, JsonParser.parseString(json), JsonObject.class);
    }

    /** Starts it, again perhaps, and waits until it answers. */
    void start() throws Exception {
        start(parameters("/", Optional.empty()));
    }

    /** The same, for one that does not answer anybody. */
    void start(EtcdParameters asking) throws Exception {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
        ALIVE.add(process);
        long endNs = System.nanoTime() + TO_START_NS;
        while (!answers(asking)) {
            if (!process.isAlive() || System.nanoTime() > endNs) {
                throw new AssertionError("etcd does not come: " + Files.readString(directory.resolve("log")));
            }
            Thread.sleep(50);
        }
    }

    /** A refusal is an answer, too. */
    private static boolean answers(EtcdParameters asking) throws IOException {
        EtcdClient client = new EtcdClient(asking);
        try {
            tell(client, "kv/range", "{\"key\":\"" + base64("/") + "\"}");
            return true;
        } catch (EtcdRefusal e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it as a crash would: SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(TO_END_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("etcd cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ALIVE.remove(process);
    }

    URI endpoint() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** What {@code foliot} is configured with. */
    EtcdParameters parameters(String prefix) {
        return parameters(prefix, login("foliot"));
    }

    EtcdParameters parameters(String prefix, Optional<EtcdParameters.Login> login) {
        return new EtcdParameters(List.of(endpoint()), prefix, login, Optional.of(pki.authority()), Optional.empty());
    }

    Optional<EtcdParameters.Login> login(String name) {
        return Optional.of(new EtcdParameters.Login(name, password(name)));
    }

    /** Puts a value there as an operator would. */
    void put(String key, String value) throws IOException {
        tell(operator(), "kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
    }

    void delete(String key) throws IOException {
        tell(operator(), "kv/deleterange", "{\"key\":\"" + base64(key) + "\"}");
    }

    String get(String key) throws IOException {
        JsonObject found = tell(operator(), "kv/range", "{\"key\":\"" + base64(key) + "\"}");
        String value = found.getAsJsonArray("kvs")
                .get(0)
                .getAsJsonObject()
                .get("value")
                .getAsString();
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    boolean has(String key) throws IOException {
        return tell(operator(), "kv/range", "{\"key\":\"" + base64(key) + "\"}").has("kvs");
    }

    private EtcdClient operator() throws IOException {
        return new EtcdClient(parameters("/", login("root")));
    }

    private Path password(String name) {
        return directory.resolve("password-" + name);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "etcd"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> abort("no etcd in the PATH; ./foliot setup gets it on Debian"));
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
