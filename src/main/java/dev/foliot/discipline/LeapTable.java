package dev.foliot.discipline;

import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The leap seconds of the past, and of the future as far as they are decided.
 *
 * @param entries in the order of time, at least one
 * @param expiresUtcS when nothing is decided any more, in seconds since the Unix epoch
 */
public record LeapTable(List<Entry> entries, long expiresUtcS) {
    private static final long NS_PER_S = 1_000_000_000L;

    /**
     * A difference of time scales.
     *
     * @param fromUtcS from when on it holds, in seconds since the Unix epoch
     * @param taiOffsetS TAI - UTC, in seconds
     */
    public record Entry(long fromUtcS, int taiOffsetS) {}

    public LeapTable {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("it lists nothing");
        }
        for (int i = 1; i < entries.size(); i++) {
            Entry before = entries.get(i - 1);
            Entry entry = entries.get(i);
            if (entry.fromUtcS() <= before.fromUtcS() || Math.abs(entry.taiOffsetS() - before.taiOffsetS()) != 1) {
                throw new IllegalArgumentException(
                        "TAI - UTC = " + entry.taiOffsetS() + " s does not follow on " + before.taiOffsetS() + " s");
            }
        }
    }

    /** Whether it still tells what will happen, at a moment in nanoseconds since the Unix epoch. */
    public boolean validAt(long utcNs) {
        return utcS(utcNs) < expiresUtcS;
    }

    /** TAI - UTC at a moment, in seconds; the first that is known for moments before. */
    public int taiOffsetS(long utcNs) {
        int offsetS = entries.get(0).taiOffsetS();
        for (Entry entry : entries) {
            if (entry.fromUtcS() <= utcS(utcNs)) {
                offsetS = entry.taiOffsetS();
            }
        }
        return offsetS;
    }

    /** What happens at the end of the month that a moment lies in. */
    LeapIndicator atEndOfMonth(long utcNs) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochSecond(utcS(utcNs)), ZoneOffset.UTC);
        long nextMonthS = today.withDayOfMonth(1)
                .plusMonths(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
        int change = taiOffsetS(nextMonthS * NS_PER_S) - taiOffsetS(utcNs);
        return change > 0 ? LeapIndicator.INSERT : change < 0 ? LeapIndicator.DELETE : LeapIndicator.NONE;
    }

    private static long utcS(long utcNs) {
        return Math.floorDiv(utcNs, NS_PER_S);
    }
}
