package dev.foliot.integration;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's chronyd as a server or a client, on a port that needs no privileges. It never touches this machine's clock
 * ({@code -x}): what it learns of its sources it keeps to itself and to whom it serves.
 */
final class Chronyd implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(20);
    private static final Duration TO_TELL = Duration.ofSeconds(10);

    private final Path directory;
    private final List<String> within;
    private final int port;
    private Child child;

    private Chronyd(Path directory, List<String> within, int port) {
        this.directory = directory;
        this.within = within;
        this.port = port;
    }

    /** A server of this machine's time on loopback, IPv4 and IPv6. */
    static Chronyd serving(Path scratch, int stratum) throws Exception {
        return serving(scratch, freePort(), stratum);
    }

    static Chronyd serving(Path scratch, int port, int stratum) throws Exception {
        return start(
                scratch,
                List.of(),
                port,
                List.of("bindaddress 127.0.0.1", "bindaddress ::1", "allow", "local stratum " + stratum));
    }

    /**
     * A server that is wrong by {@code offsetS} seconds and certain of being right: it follows {@code honest}, whose
     * every measurement it is made to misread.
     */
    static Chronyd lying(Path scratch, Chronyd honest, double offsetS) throws Exception {
        String source = "server ::1 port " + honest.port() + " iburst minpoll -4 maxpoll -4 offset " + offsetS;
        Chronyd liar = start(
                scratch, List.of(), freePort(), List.of("bindaddress 127.0.0.1", "bindaddress ::1", "allow", source));
        liar.await("selects its source", () -> liar.tell("tracking").contains(",::1,"));
        return liar;
    }

    /**
     * @param within a command that runs others in some place, such as a network namespace; empty for here
     * @param port where it serves; 0 to serve nobody
     * @param lines its configuration, but for what every chronyd of a test needs
     */
    static Chronyd start(Path scratch, List<String> within, int port, List<String> lines) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "chronyd-");
        Chronyd chronyd = new Chronyd(directory, within, port);
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(
                "port " + port,
                "cmdport 0",
                "bindcmdaddress " + chronyd.socket(),
                "pidfile " + directory.resolve("chronyd.pid")));
        Files.write(chronyd.configuration(), all);
        chronyd.restart();
        return chronyd;
    }

    /** What {@code chronyd -Q} says of a source: it asks a few times, prints by how much the clock is wrong, and ends. */
    static String tellOffset(Path scratch, List<String> within, String source) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "chronyd-");
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(program("chronyd"), "-Q", "-U", "-u", System.getProperty("user.name"), source));
        command.addAll(List.of("cmdport 0", "bindcmdaddress " + directory.resolve("socket")));
        command.add("pidfile " + directory.resolve("pid"));
        try (Child child = Child.run(directory, TO_START, command)) {
            return child.out() + child.err();
        }
    }

    /** Whether it knows this directive. */
    static boolean understands(Path scratch, String line) throws Exception {
        try (Child child = Child.run(scratch, TO_START, List.of(program("chronyd"), "-p", "-U", line))) {
            return child.exitCode() == 0;
        }
    }

    /** Starts it again with the same configuration, and waits until it answers. */
    void restart() throws Exception {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(program("chronyd"), "-x", "-d", "-U", "-u", System.getProperty("user.name")));
        command.addAll(List.of("-f", configuration().toString()));
        Files.deleteIfExists(socket());
        child = Child.start(directory, command);
        await("answers", () -> !tell("tracking").isEmpty());
    }

    /** Ends it as a crash would: SIGKILL. */
    void kill() {
        child.close();
    }

    int port() {
        return port;
    }

    /** What chronyc prints, as comma-separated values, one record a line; empty while chronyd does not answer it. */
    String tell(String... report) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("chronyc"), "-n", "-c", "-h", socket().toString()));
        command.addAll(List.of(report));
        try (Child chronyc = Child.run(directory, TO_TELL, command)) {
            return chronyc.exitCode() == 0 ? chronyc.out() : "";
        }
    }

    private void await(String what, Await.Condition condition) throws Exception {
        try {
            Await.until(
                    "chronyd " + what,
                    TO_START,
                    () -> {
                        if (!child.alive()) {
                            throw new AssertionError("chronyd is gone: " + child.account());
                        }
                        return condition.holds();
                    },
                    this::log);
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    private String log() {
        try {
            return child.account();
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private Path configuration() {
        return directory.resolve("chrony.conf");
    }

    private Path socket() {
        return directory.resolve("chronyd.sock");
    }

    private static String program(String name) {
        return Child.find(name)
                .map(Path::toString)
                .orElseGet(() -> abort("no " + name + " in the PATH; ./foliot setup gets it on Debian"));
    }

    /** A UDP port of loopback that nobody uses now. */
    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
