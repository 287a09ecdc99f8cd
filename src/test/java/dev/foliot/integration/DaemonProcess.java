package dev.foliot.integration;

import dev.foliot.control.ControlClient;
import dev.foliot.control.ControlException;
import dev.foliot.observability.DaemonSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code foliot daemon} as a process of its own, with a configuration file, a drift file and a control socket. */
final class DaemonProcess implements AutoCloseable {
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final Path directory;
    private List<String> options = List.of();
    private Child child;

    /** Starts nothing yet. */
    DaemonProcess(Path scratch) throws IOException {
        directory = Files.createTempDirectory(scratch, "daemon-");
    }

    /**
     * @param control {@code clock.control}; anything but {@code none} needs a process that may not steer the clock
     * @param servers addresses with ports
     */
    void configure(String control, String... servers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String server : servers) {
            lines.addAll(List.of("[[source]]", "mode = \"server\"", "address = \"" + server + "\""));
        }
        lines.addAll(List.of("[source-defaults]", "poll-interval-limits = { min = -4, max = -2 }"));
        lines.addAll(List.of("[clock]", "control = \"" + control + "\"", "drift-file = \"drift\""));
        lines.addAll(List.of("[observability]", "observation-path = \"socket\""));
        configure(lines);
    }

    void configure(List<String> lines) throws IOException {
        Files.write(configuration(), lines);
    }

    /** What stands on its command line besides the configuration. */
    void options(String... words) {
        options = List.of(words);
    }

    /** @param within a command that runs others in some place or with less power; empty for neither */
    void start(List<String> within) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("daemon", "--config", configuration().toString()));
        words.addAll(options);
        child = Foliot.start(directory, within, words);
    }

    /** What it says at its control socket; empty while it does not answer there. */
    Optional<DaemonSnapshot> ask() {
        try {
            return Optional.of(new ControlClient(socket(), TO_ANSWER).status());
        } catch (ControlException e) {
            return Optional.empty();
        }
    }

    /** Waits until it says something as wanted, and returns that. */
    DaemonSnapshot await(String what, Duration limit, Predicate<DaemonSnapshot> condition) throws Exception {
        List<DaemonSnapshot> latest = new ArrayList<>();
        Await.until(
                what,
                limit,
                () -> {
                    if (!child.alive()) {
                        throw new AssertionError("the daemon has ended: " + child.account());
                    }
                    latest.clear();
                    ask().ifPresent(latest::add);
                    return latest.stream().anyMatch(condition);
                },
                () -> latest + "\n" + log());
        return latest.get(0);
    }

    Child process() {
        return child;
    }

    /** What it has logged since it was started, or complained of. */
    String log() {
        try {
            return child.err();
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    Path configuration() {
        return directory.resolve("foliot.toml");
    }

    Path driftFile() {
        return directory.resolve("drift");
    }

    Path socket() {
        return directory.resolve("socket");
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
