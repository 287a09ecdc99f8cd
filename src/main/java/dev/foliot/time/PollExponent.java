package dev.foliot.time;

/**
 * A poll interval as NTP counts it: the base-2 logarithm of seconds (RFC 5905, section 7.2).
 *
 * @param log2S the exponent, {@value #MIN} (1/128 s) to {@value #MAX} (36 hours)
 */
public record PollExponent(int log2S) implements Comparable<PollExponent> {
    public static final int MIN = -7;
    public static final int MAX = 17;

    public PollExponent {
        if (log2S < MIN || log2S > MAX) {
            throw new IllegalArgumentException("poll exponent " + log2S + " is outside " + MIN + ".." + MAX);
        }
    }

    /** The interval in nanoseconds. */
    public long intervalNs() {
        return log2S >= 0 ? 1_000_000_000L << log2S : 1_000_000_000L >> -log2S;
    }

    /** The interval in seconds. */
    public double intervalS() {
        return Math.scalb(1.0, log2S);
    }

    /** The exponent {@code steps} longer (or shorter, when negative), held between two limits. */
    public PollExponent plus(int steps, PollExponent min, PollExponent max) {
        return new PollExponent((int) Math.max(min.log2S, Math.min(max.log2S, (long) log2S + steps)));
    }

    @Override
    public int compareTo(PollExponent other) {
        return Integer.compare(log2S, other.log2S);
    }
}
