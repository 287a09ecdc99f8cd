package dev.foliot.time;

/**
 * The 64-bit NTP timestamp (RFC 5905, section 6): seconds since 1900 modulo 2^32 in the upper half, the fraction of a
 * second in the lower half. It is held in a {@code long} and converted here, since packets carry it by the thousand.
 *
 * <p>The wire does not carry the era (136 years). {@link #toUnixNs} therefore resolves a timestamp to the instant
 * nearest to a pivot, normally the local clock: right for any clock less than 68 years wrong, across the era boundaries
 * of 2036, 2172 and so on.
 */
public final class NtpTimestamp {
    /** Seconds from 1900-01-01 to 1970-01-01: 70 years with 17 leap days. */
    public static final long UNIX_EPOCH_S = 2_208_988_800L;

    /** The timestamp that RFC 5905 reserves for "unknown or unsynchronised". */
    public static final long UNKNOWN = 0L;

    private static final long NS_PER_S = 1_000_000_000L;
    private static final long HALF_UNIT = 1L << 31;
    private static final long LOWER_HALF = 0xffff_ffffL;

    private NtpTimestamp() {}

    /**
     * The timestamp of an instant, its era dropped and its fraction rounded down (to 0.23 ns). It is never {@link
     * #UNKNOWN}: the first nanosecond of an era, which has that number, is counted one unit later.
     *
     * @param unixNs nanoseconds since the Unix epoch, of any sign
     */
    public static long fromUnixNs(long unixNs) {
        long seconds = Math.floorDiv(unixNs, NS_PER_S) + UNIX_EPOCH_S;
        long fraction = (Math.floorMod(unixNs, NS_PER_S) << 32) / NS_PER_S;
        long timestamp = seconds << 32 | fraction;
        return timestamp == UNKNOWN ? 1 : timestamp;
    }

    /**
     * The instant that a timestamp means, in the era that brings it nearest to {@code pivotUnixNs}. Inverse of {@link
     * #fromUnixNs} to the nanosecond.
     *
     * @param timestamp as on the wire, in host order
     * @param pivotUnixNs an instant less than 68 years away, in nanoseconds since the Unix epoch
     * @return nanoseconds since the Unix epoch
     */
    public static long toUnixNs(long timestamp, long pivotUnixNs) {
        long pivotS = Math.floorDiv(pivotUnixNs, NS_PER_S);
        int pivotEraS = (int) (pivotS + UNIX_EPOCH_S);
        int seconds = (int) (timestamp >>> 32);
        long unixS = pivotS + (seconds - pivotEraS);
        long fractionNs = ((timestamp & LOWER_HALF) * NS_PER_S + HALF_UNIT) >>> 32;
        return unixS * NS_PER_S + fractionNs;
    }
}
