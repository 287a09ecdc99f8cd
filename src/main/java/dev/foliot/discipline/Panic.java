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
    /** The threshold exceeded, by its name in the configuration, and what a person can do who knows better. */
    public enum Cause {
        STARTUP("startup-step-panic-threshold", "set the clock by hand, or raise the threshold"),
        SINGLE("single-step-panic-threshold", "if that is right, restart the daemon or set the clock by hand"),
        ACCUMULATED("accumulated-step-panic-threshold", "if that is right, restart the daemon");

        private final String key;
        private final String remedy;

        Cause(String key, String remedy) {
            this.key = key;
            this.remedy = remedy;
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
        return cause.remedy;
    }
}
