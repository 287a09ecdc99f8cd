package dev.foliot.integration;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * ntpd-rs with NTS. It wants to steer the clock and ends where it may not, so it is only run where
 * {@code foliot test --peers} has put something between it and the kernel.
 */
final class NtpdRs implements ForeignNtsClient {
    private final Path directory;
    private Child child;

    private NtpdRs(Path directory) {
        this.directory = directory;
    }

    static NtpdRs client(Path scratch, NtsFiles files, int keyPort) throws IOException {
        return start(
                scratch,
                List.of(
                        "[[source]]\nmode = \"nts\"\naddress = \"localhost:" + keyPort + "\"",
                        "certificate-authority = \"" + files.authority() + "\"",
                        "poll-interval-limits = { min = 0, max = 0 }\ninitial-poll-interval = 0",
                        "[synchronization]\nminimum-agreeing-sources = 1"));
    }

    /** A server of this machine's time, whose keys of cookies are lost whenever it ends. */
    static NtpdRs server(Path scratch, NtsFiles files, int port, int keyPort) throws IOException {
        return start(
                scratch,
                List.of(
                        "[[server]]\nlisten = \"127.0.0.1:" + port + "\"",
                        "[[nts-ke-server]]\nlisten = \"127.0.0.1:" + keyPort + "\"\nntp-port = " + port,
                        "certificate-chain-path = \"" + files.chain() + "\"",
                        "private-key-path = \"" + files.key() + "\"",
                        "[synchronization]\nlocal-stratum = 1"));
    }

    private static NtpdRs start(Path scratch, List<String> lines) throws IOException {
        Path directory = Files.createTempDirectory(scratch, "ntpd-rs-");
        List<String> all = new ArrayList<>(lines);
        all.add("[observability]\nlog-level = \"debug\"");
        Files.write(directory.resolve("ntp.toml"), all);
        NtpdRs daemon = new NtpdRs(directory);
        daemon.start();
        return daemon;
    }

    private void start() throws IOException {
        child = Child.start(
                directory,
                List.of(program(), "-c", directory.resolve("ntp.toml").toString()));
    }

    void restart() throws IOException {
        child.close();
        start();
    }

    /** NAKs count as well. */
    @Override
    public int measurements() throws IOException {
        return (int) child.out()
                .lines()
                .filter(line -> line.contains("accept packet"))
                .count();
    }

    @Override
    public String account() {
        try {
            return child.account();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String program() {
        return Child.find("ntp-daemon")
                .map(Path::toString)
                .orElseGet(() -> abort("no ntp-daemon in the PATH; ./foliot test --peers DIR has one"));
    }

    @Override
    public void close() {
        child.close();
    }
}
