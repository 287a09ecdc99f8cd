package dev.foliot.daemon;

import dev.foliot.platform.StateFiles;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the oscillator's correction across restarts, and what time it was: one line with two numbers in parts per million,
 * the correction and how far it may be wrong, and one in seconds since the Unix epoch.
 */
final class DriftFile {
    private static final System.Logger LOG = System.getLogger(DriftFile.class.getName());

    /** More than enough for three numbers; what is longer is no drift file. */
    private static final int LONGEST = 256;

    /** What nanoseconds in 64 bits can say: the year 2262. */
    private static final long LATEST_UTC_S = Long.MAX_VALUE / 1_000_000_000L;

    private final StateFiles files;
    private final Path path;
    private final Frequency largest;

    /**
     * @param correction positive: the oscillator is slow
     * @param error standard deviation of it
     * @param knownUtcS a time that was past when it was saved, in seconds since the Unix epoch; empty in the files of
     *     earlier versions
     */
    record Drift(Frequency correction, Frequency error, OptionalLong knownUtcS) {}

    /** @param largest by how much an oscillator may be wrong, or not be known, before the file is not believed */
    DriftFile(StateFiles files, Path path, Frequency largest) {
        this.files = files;
        this.path = path;
        this.largest = largest;
    }

    /** What was saved last; empty, and a warning logged, when the file is there but makes no sense. */
    Optional<Drift> load() {
        try {
            return Optional.of(parse(files.read(path, LONGEST + 1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "drift file {0} is not used: {1}", path, e.getMessage());
            return Optional.empty();
        }
    }

    private Drift parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("it has more than " + LONGEST + " bytes");
        }
        String[] words = new String(bytes, StandardCharsets.US_ASCII).strip().split("\\s+");
        if (words.length != 2 && words.length != 3) {
            throw new IllegalArgumentException("it does not hold two or three numbers");
        }
        double correctionPpm = Double.parseDouble(words[0]);
        double errorPpm = Double.parseDouble(words[1]);
        double largestPpm = largest.ppm();
        if (!(Math.abs(correctionPpm) <= largestPpm) || !(errorPpm > 0) || !(errorPpm <= largestPpm)) {
            throw new IllegalArgumentException("its numbers are out of range: " + words[0] + " " + words[1]);
        }
        OptionalLong knownUtcS = words.length == 3 ? OptionalLong.of(knownUtcS(words[2])) : OptionalLong.empty();
        return new Drift(Frequency.ofPpm(correctionPpm), Frequency.ofPpm(errorPpm), knownUtcS);
    }

    private static long knownUtcS(String word) {
        long utcS = Long.parseLong(word);
        if (utcS < 0 || utcS > LATEST_UTC_S) {
            throw new IllegalArgumentException("its time is out of range: " + word);
        }
        return utcS;
    }

    void save(Drift drift) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "%.6f %.6f %d%n",
                drift.correction().ppm(),
                Math.max(1e-6, drift.error().ppm()),
                drift.knownUtcS().orElse(0));
        files.replace(path, line.getBytes(StandardCharsets.US_ASCII));
    }
}
