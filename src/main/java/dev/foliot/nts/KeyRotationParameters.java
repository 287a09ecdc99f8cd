package dev.foliot.nts;

/**
 * How long the keys of cookies live.
 *
 * @param staleKeyCount how many keys are accepted that are not used any more: a client may be away for so many intervals
 *     without having to exchange keys anew
 * @param intervalS how long each is used, in seconds; 0: whoever else has the keys makes new ones
 */
public record KeyRotationParameters(int staleKeyCount, long intervalS) {
    public static final KeyRotationParameters DEFAULT = new KeyRotationParameters(7, 86_400);

    private static final int MOST_STALE = 64;
    private static final long LONGEST_S = 10 * 366 * 86_400L;

    /** How many keys there are at most: stale ones, the current and the next. */
    public static final int MOST_KEYS = MOST_STALE + 2;

    public KeyRotationParameters {
        if (staleKeyCount < 0 || staleKeyCount > MOST_STALE) {
            throw new IllegalArgumentException("stale-key-count " + staleKeyCount + " is outside 0 to " + MOST_STALE);
        }
        if (intervalS < 0 || intervalS > LONGEST_S) {
            throw new IllegalArgumentException(
                    "key-rotation-interval " + intervalS + "s is neither 0 nor between 1 s and ten years");
        }
    }

    /** Whether this machine may make keys. */
    public boolean makesKeys() {
        return intervalS > 0;
    }
}
