package dev.foliot.daemon;

import com.google.gson.JsonParseException;
import dev.foliot.control.Json;
import dev.foliot.platform.StateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a daemon that ends leaves its samples for the next one. They hold for one pause in which nobody steers the
 * clock; so the file is taken away as it is read, and a daemon that ends without warning leaves none.
 */
final class HistoryFile {
    private static final System.Logger LOG = System.getLogger(HistoryFile.class.getName());

    /** 512 servers with 64 samples of 400 bytes each. */
    private static final int LARGEST = 16_000_000;

    private static final int LONGEST_BOOT_ID = 64;

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final StateFiles files;
    private final Path path;

    HistoryFile(StateFiles files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** Which start of the system this is; empty where it does not tell. */
    String boot() {
        try {
            return new String(files.read(BOOT_ID, LONGEST_BOOT_ID), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return ""; // no Linux: the distance of the two clocks tells as well
        }
    }

    /**
     * What was left; empty, and logged, when it makes no sense or does not hold any more.
     *
     * @param now what would be saved now
     */
    Optional<SavedHistory> take(SavedHistory now) {
        try {
            byte[] bytes = files.read(path, LARGEST + 1);
            files.delete(path);
            SavedHistory saved = parse(bytes);
            String obsolete = saved.obsolete(now);
            if (!obsolete.isEmpty()) {
                LOG.log(System.Logger.Level.INFO, "the samples in {0} are not used: {1}", path, obsolete);
                return Optional.empty();
            }
            return Optional.of(saved);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "the samples in {0} are not used: {1}", path, e.getMessage());
            return Optional.empty();
        }
    }

    private static SavedHistory parse(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException("it has more than " + LARGEST + " bytes");
        }
        SavedHistory saved;
        try {
            saved = Json.fromJson(Json.parse(new String(bytes, StandardCharsets.UTF_8)), SavedHistory.class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (RuntimeException e) {
            // What Gson throws when a record's constructor has refused a value.
            throw new IllegalArgumentException("it holds a value that is out of range", e);
        }
        if (saved == null) {
            throw new IllegalArgumentException("it is empty");
        }
        return saved.checked();
    }

    /** Leaves the samples; a file that cannot be written is logged. */
    void save(SavedHistory history) {
        try {
            files.replace(path, Json.compact(history).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the samples cannot be saved: {0}", e.toString());
        }
    }
}
