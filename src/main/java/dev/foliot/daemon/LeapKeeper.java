package dev.foliot.daemon;

import dev.foliot.discipline.LeapPolicy;
import dev.foliot.discipline.LeapSecondsList;
import dev.foliot.discipline.LeapTable;
import dev.foliot.platform.StateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the list of leap seconds, and again every day: whoever maintains the machine replaces it twice a year. Warns
 * when that has not been done in time.
 */
final class LeapKeeper {
    private static final System.Logger LOG = System.getLogger(LeapKeeper.class.getName());

    private static final long DAY_NS = 86_400_000_000_000L;

    /** The real one has 5 KB. */
    private static final int LARGEST = 65_536;

    /** How long before the list expires somebody should do something about it. */
    private static final long WARNING_S = 28 * 86_400L;

    private final StateFiles files;
    private final Path path;
    private final LeapPolicy policy;
    private long nextReadNs;
    private boolean expiryLookedAt;
    private String aboutReading = "";
    private String aboutExpiry = "";

    /** Reads the list for the first time. */
    LeapKeeper(StateFiles files, Path path, LeapPolicy policy, long monotonicNs) {
        this.files = files;
        this.path = path;
        this.policy = policy;
        read(monotonicNs);
    }

    /** @param utcNs the time of day, when it is known */
    void turn(long monotonicNs, Optional<Long> utcNs) {
        if (monotonicNs >= nextReadNs) {
            read(monotonicNs);
        }
        if (!expiryLookedAt && utcNs.isPresent() && policy.table().isPresent()) {
            expiryLookedAt = true;
            lookAtExpiry(policy.table().get(), utcNs.get() / 1_000_000_000L);
        }
    }

    private void read(long monotonicNs) {
        nextReadNs = monotonicNs + DAY_NS;
        expiryLookedAt = false;
        try {
            byte[] bytes = files.read(path, LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException("it has more than " + LARGEST + " bytes");
            }
            policy.use(LeapSecondsList.parse(new String(bytes, StandardCharsets.US_ASCII)));
            aboutReading = "";
        } catch (IOException e) {
            aboutReading = complain("cannot be read: " + e, aboutReading);
        } catch (IllegalArgumentException e) {
            aboutReading = complain("is not used: " + e.getMessage(), aboutReading);
        }
    }

    private void lookAtExpiry(LeapTable table, long utcS) {
        if (utcS < table.expiresUtcS() - WARNING_S) {
            return;
        }
        Instant expiry = Instant.ofEpochSecond(table.expiresUtcS());
        aboutExpiry = complain(
                utcS < table.expiresUtcS()
                        ? "expires on " + expiry + "; it should be replaced by a newer one"
                        : "has expired on " + expiry + "; leap seconds are those that the sources announce",
                aboutExpiry);
    }

    /** Once for each reason, not every day: says nothing when it was the reason {@code before}. Returns the reason. */
    private String complain(String reason, String before) {
        if (!reason.equals(before)) {
            LOG.log(System.Logger.Level.WARNING, "the list of leap seconds, {0}, {1}", path, reason);
        }
        return reason;
    }
}
