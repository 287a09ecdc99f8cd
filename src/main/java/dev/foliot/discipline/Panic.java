package dev.foliot.discipline;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A correction that was refused.
 *
 * @param cause which threshold it exceeds
 * @param offsetS by how much the clock would have been moved; positive: forward
 * @param limitS how much that threshold allows
 */
public record Panic(Cause cause, double offsetS, double limitS) {
    /** The threshold exceeded, by its name in the configuration. */
    public enum Cause {
        STARTUP("startup-step-panic-threshold"),
        SINGLE("single-step-panic-threshold"),
        ACCUMULATED("accumulated-step-panic-threshold");

        private final String key;

        Cause(String key) {
            this.key = key;
        }
    }

    /** For a person, in lower case, without a full stop. */
    public String explanation() {
        return String.format(
                Locale.ROOT,
                "the sources would have the clock moved by %+.3f s, %s is %s s",
                offsetS,
                cause.key,
                BigDecimal.valueOf(limitS).stripTrailingZeros().toPlainString());
    }

    /** What a person can do who knows better, in the same way. */
    public String remedy() {
        return String.format(
                Locale.ROOT, "if that is right: foliot accept --offset=%+.3f; or set the clock by hand", offsetS);
    }
}
