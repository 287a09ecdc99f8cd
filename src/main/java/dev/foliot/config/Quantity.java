package dev.foliot.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of number with units: {@code "250ms"}, or a bare number in the unit that ntpd-rs takes it for.
 *
 * @param noun what it is called: {@code duration}
 * @param example how it is written
 * @param units by name, how much of the base unit each is
 */
public record Quantity(String noun, String example, Map<String, BigDecimal> units) {
    /** In seconds. */
    static final Quantity DURATION = new Quantity(
            "duration",
            "\"250ms\" or a number of seconds",
            Map.of(
                    "ns",
                    new BigDecimal("1e-9"),
                    "us",
                    new BigDecimal("1e-6"),
                    "ms",
                    new BigDecimal("1e-3"),
                    "s",
                    BigDecimal.ONE,
                    "min",
                    BigDecimal.valueOf(60),
                    "h",
                    BigDecimal.valueOf(3600)));

    /** In parts per million. */
    static final Quantity FREQUENCY = new Quantity(
            "frequency",
            "\"500ppm\" or a number of parts per million",
            Map.of("ppb", new BigDecimal("1e-3"), "ppm", BigDecimal.ONE));

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18}(?:\\.[0-9]{1,18})?) ?([a-z]{1,8})");

    /**
     * What somebody has typed as a duration, in seconds.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static double seconds(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && DURATION.units.containsKey(form.group(2))
                ? new BigDecimal(form.group(1))
                        .multiply(DURATION.units.get(form.group(2)))
                        .doubleValue()
                : Double.parseDouble(text);
    }

    /**
     * Reads a quantity, in its base unit.
     *
     * @throws IllegalArgumentException if the node holds none; the message says why
     */
    double read(Node node) {
        if (node instanceof Node.Scalar scalar) {
            if (scalar.value() instanceof Number number && Double.isFinite(number.doubleValue())) {
                return number.doubleValue();
            }
            if (scalar.value() instanceof String text) {
                return parse(text, node);
            }
        }
        throw expected(node);
    }

    private double parse(String text, Node node) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw expected(node);
        }
        BigDecimal unit = units.get(form.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("unknown unit '" + form.group(2) + "', expected one of "
                    + String.join(", ", new TreeMap<>(units).keySet()));
        }
        return new BigDecimal(form.group(1)).multiply(unit).doubleValue();
    }

    private IllegalArgumentException expected(Node node) {
        return ValueType.mismatch("a " + noun + " such as " + example, node);
    }
}
