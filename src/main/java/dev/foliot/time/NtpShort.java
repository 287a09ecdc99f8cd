package dev.foliot.time;

/**
 * The 32-bit NTP short format (RFC 5905, section 6): 16 bits of seconds, 16 bits of fraction, unsigned. It carries root
 * delay and root dispersion.
 */
public final class NtpShort {
    private static final long NS_PER_S = 1_000_000_000L;

    private NtpShort() {}

    /** The value of a short-format field, in nanoseconds (0 to 65536 s), rounded up: these fields bound errors. */
    public static long toNs(int shortFormat) {
        return (Integer.toUnsignedLong(shortFormat) * NS_PER_S + 0xffff) >> 16;
    }

    /** The value of a short-format field, in seconds. */
    public static double toSeconds(int shortFormat) {
        return Integer.toUnsignedLong(shortFormat) / 65536.0;
    }

    /**
     * The short format of a duration in seconds, rounded up and held to the format's range. NaN becomes the largest
     * value: a bound that is not known must not come out as a small one.
     */
    public static int fromSecondsUp(double seconds) {
        double units = Math.ceil(seconds * 65536.0);
        if (units <= 0) {
            return 0;
        }
        return units < 4294967295.0 ? (int) (long) units : -1;
    }
}
