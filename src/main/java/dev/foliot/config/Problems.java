package dev.foliot.config;

import dev.foliot.config.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a configuration: everything, up to a limit. */
final class Problems {
    /** More than anybody reads; a file of nothing but errors must not fill the memory. */
    static final int LIMIT = 100;

    private final List<Path> files = new ArrayList<>();
    private final Set<Path> broken = new HashSet<>();
    private final List<Problem> kept = new ArrayList<>();
    private int dropped;
    private boolean failed;

    /** From now on, problems of this file come after those of the files before it. */
    void begin(Path file) {
        files.add(file);
    }

    void error(Position position, String message) {
        failed = true;
        keep(new Problem(Severity.ERROR, position, message));
    }

    void warning(Position position, String message) {
        keep(new Problem(Severity.WARNING, position, message));
    }

    /** An error that leaves a part of its file unread. */
    void unreadable(Position position, String message) {
        broken.add(position.file());
        error(position, message);
    }

    /**
     * Something is absent; not worth saying where a part of the file could not be read, since it may stand in that
     * part.
     */
    void missing(Position position, String message) {
        if (!broken.contains(position.file())) {
            error(position, message);
        }
    }

    /** Whether every file could be read to its end. */
    boolean everythingRead() {
        return broken.isEmpty();
    }

    /** Whether there is any error; warnings do not count. */
    boolean failed() {
        return failed;
    }

    /** By file in the order of reading, then by line and column. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingInt(
                        (Problem p) -> files.indexOf(p.position().file()))
                .thenComparingInt(p -> p.position().line())
                .thenComparingInt(p -> p.position().column()));
        if (dropped > 0) {
            Severity severity = failed ? Severity.ERROR : Severity.WARNING;
            sorted.add(new Problem(severity, Position.of(files.get(0)), "and " + dropped + " more problems"));
        }
        return List.copyOf(sorted);
    }

    private void keep(Problem problem) {
        if (kept.size() < LIMIT) {
            kept.add(problem);
        } else {
            dropped++;
        }
    }
}
