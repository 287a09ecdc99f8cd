package dev.foliot.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** The version of this program. */
public final class Version {
    /** From the jar's manifest; {@code development} when it runs from classes. */
    public static final String TEXT = text();

    /**
     * A time that is past since this program was built, in nanoseconds since the Unix epoch: that of its archives, which the
     * build takes from the sources.
     */
    public static final long BUILT_UTC_NS = builtUtcNs();

    private Version() {}

    private static long builtUtcNs() {
        try (InputStream resource = Version.class.getResourceAsStream("built")) {
            String text =
                    new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.US_ASCII).strip();
            return Instant.parse(text).getEpochSecond() * 1_000_000_000L;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
