package dev.foliot.time;

/** A duration for a person. */
public final class DurationText {
    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3600;
    private static final double DAY_S = 86_400;

    private DurationText() {}

    /** How long something has lasted, in its two largest units: {@code 12 s}, {@code 7 h 12 min}, {@code 3 d 4 h}. */
    public static String of(double seconds) {
        long total = (long) seconds;
        if (total < MINUTE_S) {
            return total + " s";
        }
        if (total < HOUR_S) {
            return total / 60 + " min " + total % 60 + " s";
        }
        if (total < DAY_S) {
            return total / 3600 + " h " + total % 3600 / 60 + " min";
        }
        return total / 86400 + " d " + total % 86400 / 3600 + " h";
    }
}
