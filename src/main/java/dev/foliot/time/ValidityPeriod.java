package dev.foliot.time;

/**
 * From when until when something holds, both ends included, in nanoseconds since the Unix epoch.
 *
 * @param fromUtcNs {@code Long.MIN_VALUE} when it has always held
 * @param untilUtcNs {@code Long.MAX_VALUE} when it has no end
 */
public record ValidityPeriod(long fromUtcNs, long untilUtcNs) {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long LAST_S = Long.MAX_VALUE / NS_PER_S;

    public ValidityPeriod {
        if (fromUtcNs > untilUtcNs) {
            throw new IllegalArgumentException("ends at " + untilUtcNs + " ns, before it begins at " + fromUtcNs);
        }
    }

    /** From whole seconds; what lies beyond the years 1677 and 2262 has no beginning or no end. */
    public static ValidityPeriod ofSeconds(long fromS, long untilS) {
        return new ValidityPeriod(
                fromS < -LAST_S ? Long.MIN_VALUE : Math.min(fromS, LAST_S) * NS_PER_S,
                untilS > LAST_S ? Long.MAX_VALUE : Math.max(untilS, -LAST_S) * NS_PER_S);
    }

    public boolean contains(long utcNs) {
        return utcNs >= fromUtcNs && utcNs <= untilUtcNs;
    }
}
