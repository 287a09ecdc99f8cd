package dev.foliot.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process whose output goes to files, and which does not outlive whoever started it: closing kills it, and so
 * does the end of this JVM.
 */
final class Child implements AutoCloseable {
    private static final Duration TO_DIE = Duration.ofSeconds(10);
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code command}, and keeps what it prints in {@code directory}. */
    static Child start(Path directory, List<String> command) throws IOException {
        Path out = Files.createTempFile(directory, "child-", ".out");
        Path err = Files.createTempFile(directory, "child-", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        ALIVE.add(process);
        return new Child(process, out, err);
    }

    /** Runs {@code command} to its end. */
    static Child run(Path directory, Duration limit, List<String> command) throws IOException, InterruptedException {
        Child child = start(directory, command);
        child.await(limit);
        return child;
    }

    /** Where the PATH has {@code program}. */
    static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     * @throws AssertionError when it goes on for longer than {@code limit}; it is killed then
     */
    int await(Duration limit) throws InterruptedException, IOException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new AssertionError("runs for more than " + limit.toSeconds() + " s: " + account());
        }
        ALIVE.remove(process);
        return process.exitValue();
    }

    int exitCode() {
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Asks it to end: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** What it has printed on standard output. */
    String out() throws IOException {
        return Files.readString(out);
    }

    /** What it has printed on standard error. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** All that there is to know of it, for whoever reads of a failure. */
    String account() throws IOException {
        return process.info().commandLine().orElse("ended with " + (alive() ? "nothing" : exitCode())) + "\n" + out()
                + err();
    }

    /** SIGKILL, if it is still there; returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(TO_DIE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ALIVE.remove(process);
    }
}
