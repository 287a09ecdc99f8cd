package dev.foliot.scenario;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a scenario file: everything, up to a limit. */
final class Problems {
    /** More than anybody reads. */
    static final int LIMIT = 50;

    private static final int MAX_LENGTH = 200;

    private final String file;
    private final List<String> found = new ArrayList<>();
    private int dropped;

    /** @param file its name, for a person */
    Problems(String file) {
        this.file = file;
    }

    /** @param path where: as {@link JsonValue#path} */
    void add(String path, String what) {
        if (found.size() < LIMIT) {
            found.add(printable(file + ": " + (path.isEmpty() ? "" : path + ": ") + what));
        } else {
            dropped++;
        }
    }

    /** All there is to say when nothing further can be read. */
    ScenarioException fatal(String path, String what) {
        add(path, what);
        return exception();
    }

    void throwIfAny() throws ScenarioException {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    private ScenarioException exception() {
        List<String> all = new ArrayList<>(found);
        if (dropped > 0) {
            all.add(file + ": and " + dropped + " more problems");
        }
        return new ScenarioException(all);
    }

    /** A file's own words end up on a terminal: without control characters, and not endless. */
    private static String printable(String text) {
        String shown = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "...";
    }
}
