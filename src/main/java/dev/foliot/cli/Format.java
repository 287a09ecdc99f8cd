package dev.foliot.cli;

import dev.foliot.time.DurationText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers for people: three significant digits and the unit that suits them. */
public final class Format {
    /** What stands for a number that is not known. */
    public static final String UNKNOWN = "-";

    private static final String[] SUBSECOND_UNITS = {"ns", "us", "ms", "s"};
    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3600;
    private static final double DAY_S = 86400;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Format() {}

    /** A value through {@code format}, or a dash when it is null or not finite. */
    public static String known(Double value, DoubleFunction<String> format) {
        return value == null || !Double.isFinite(value) ? UNKNOWN : format.apply(value);
    }

    /** A duration; without a sign unless it is negative: {@code 340 us}, {@code 1.02 s}, {@code 17 min}. */
    public static String seconds(double seconds) {
        return (seconds < 0 ? "-" : "") + magnitude(Math.abs(seconds));
    }

    /** A difference, always with its sign: {@code +12.3 us}. */
    public static String signedSeconds(double seconds) {
        return (seconds < 0 ? "-" : "+") + magnitude(Math.abs(seconds));
    }

    /** A frequency in parts per million, always with its sign: {@code -12.346 ppm}. */
    public static String signedPpm(double ppm) {
        return String.format(Locale.ROOT, "%+.3f ppm", ppm);
    }

    /** A frequency's uncertainty: {@code 0.012 ppm}. */
    public static String ppm(double ppm) {
        return String.format(Locale.ROOT, "%.3f ppm", ppm);
    }

    /** An interval between polls: {@code 64 s}, {@code 0.5 s}. */
    public static String interval(double seconds) {
        if (seconds < 1) {
            return magnitude(seconds);
        }
        return seconds < 10_000 ? Math.round(seconds) + " s" : age(seconds);
    }

    /** How long ago something was, in whole units: {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}. */
    public static String age(double seconds) {
        if (seconds < 100) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 100 * MINUTE_S) {
            return Math.round(seconds / MINUTE_S) + " min";
        }
        return seconds < 2 * DAY_S ? Math.round(seconds / HOUR_S) + " h" : Math.round(seconds / DAY_S) + " d";
    }

    /** How long something has lasted, in its two largest units: {@code 3 d 4 h}. */
    public static String duration(double seconds) {
        return DurationText.of(seconds);
    }

    /** A time of day, to the microsecond. */
    public static String utc(long unixNs) {
        return UTC.format(
                Instant.ofEpochSecond(Math.floorDiv(unixNs, 1_000_000_000L), Math.floorMod(unixNs, 1_000_000_000L)));
    }

    /** An amount of data: {@code 3.21 MiB}. */
    public static String mebibytes(long bytes) {
        return threeDigits(bytes / 1048576.0) + " MiB";
    }

    private static String magnitude(double seconds) {
        if (seconds == 0) {
            return "0 s";
        }
        double scaled = seconds * 1e9;
        int unit = 0;
        // 999.5 would be rounded to 1000.
        while (unit < SUBSECOND_UNITS.length - 1 && scaled >= 999.5) {
            scaled /= 1000;
            unit++;
        }
        return scaled >= 999.5 ? age(seconds) : threeDigits(scaled) + " " + SUBSECOND_UNITS[unit];
    }

    private static String threeDigits(double value) {
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
