package dev.foliot.integration;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces with a veth pair between them: two hosts on one wire, with one clock. Whoever may not make them
 * (CAP_NET_ADMIN) skips the test.
 */
final class NetworkNamespaces implements AutoCloseable {
    /** Of documentation (RFC 5737): nothing else has them. */
    static final String SERVER_ADDRESS = "192.0.2.1";

    static final String CLIENT_ADDRESS = "192.0.2.2";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path scratch;
    private final String server = "foliot-test-" + ProcessHandle.current().pid() + "-a";
    private final String client = "foliot-test-" + ProcessHandle.current().pid() + "-b";

    private NetworkNamespaces(Path scratch) {
        this.scratch = scratch;
    }

    static NetworkNamespaces make(Path scratch) throws Exception {
        assumeTrue(Child.find("ip").isPresent(), "no ip(8) in the PATH");
        NetworkNamespaces made = new NetworkNamespaces(scratch);
        try {
            made.assume("made", "netns", "add", made.server);
            made.assume("entered", "-n", made.server, "link");
            made.connect();
            return made;
        } catch (Exception | Error e) {
            made.close();
            throw e;
        }
    }

    /** Ends the test as one that cannot be run here if that goes wrong. */
    private void assume(String what, String... words) throws IOException, InterruptedException {
        try (Child ip = ip(words)) {
            if (ip.exitCode() != 0) {
                abort("network namespaces cannot be " + what + " here: "
                        + ip.err().strip());
            }
        }
    }

    private void connect() throws IOException, InterruptedException {
        must("netns", "add", client);
        must("link", "add", "veth0", "netns", server, "type", "veth", "peer", "name", "veth0", "netns", client);
        bringUp(server, SERVER_ADDRESS);
        bringUp(client, CLIENT_ADDRESS);
    }

    private void bringUp(String namespace, String address) throws IOException, InterruptedException {
        must("-n", namespace, "address", "add", address + "/24", "dev", "veth0");
        must("-n", namespace, "link", "set", "lo", "up");
        must("-n", namespace, "link", "set", "veth0", "up");
    }

    /** Takes the client's network away. */
    void unplugClient() throws IOException, InterruptedException {
        must("-n", client, "link", "set", "veth0", "down");
    }

    /** Gives it back. */
    void plugClient() throws IOException, InterruptedException {
        must("-n", client, "link", "set", "veth0", "up");
    }

    /** What runs a command on the server's host, as its first words. */
    List<String> onServer() {
        return on(server);
    }

    /** What runs a command on the client's host, as its first words. */
    List<String> onClient() {
        return on(client);
    }

    private static List<String> on(String namespace) {
        return List.of("ip", "netns", "exec", namespace);
    }

    private Child ip(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        return Child.run(scratch, LIMIT, command);
    }

    private void must(String... words) throws IOException, InterruptedException {
        try (Child ip = ip(words)) {
            if (ip.exitCode() != 0) {
                throw new IOException("ip " + String.join(" ", words) + ": " + ip.err());
            }
        }
    }

    /** Removes both, and with them the wire. */
    @Override
    public void close() throws IOException {
        try {
            ip("netns", "delete", client).close();
            ip("netns", "delete", server).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
