package dev.foliot.config;

import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of values that the schema is made of. */
final class ValueTypes {
    static final ValueType<Boolean> BOOLEAN = new ValueType<>(
            "boolean", (node, problems) -> scalar(node, Boolean.class, "true or false"), String::valueOf);

    static final ValueType<Integer> INTEGER =
            new ValueType<>("integer", (node, problems) -> integer(node), String::valueOf);

    /** Seconds. */
    static final ValueType<Double> DURATION =
            new ValueType<>("duration", (node, problems) -> Quantity.DURATION.read(node), ValueTypes::durationLiteral);

    static final ValueType<Frequency> FREQUENCY = new ValueType<>(
            "frequency",
            (node, problems) -> Frequency.ofPpm(Quantity.FREQUENCY.read(node)),
            f -> '"' + BigDecimal.valueOf(f.ppm()).stripTrailingZeros().toPlainString() + "ppm\"");

    /** As ntpd-rs writes it: seconds gained each second. */
    static final ValueType<Frequency> FREQUENCY_RATIO = new ValueType<>(
            "number", (node, problems) -> Frequency.ofRatio(number(node)), f -> String.valueOf(f.ratio()));

    /** A part of a whole. */
    static final ValueType<Double> NUMBER =
            new ValueType<>("number", (node, problems) -> number(node), String::valueOf);

    /** As ntpd-rs writes it: seconds. */
    static final ValueType<Double> SECONDS =
            new ValueType<>("number", (node, problems) -> number(node), String::valueOf);

    static final ValueType<PollExponent> POLL_INTERVAL =
            new ValueType<>("poll interval", (node, problems) -> pollInterval(node), p -> String.valueOf(p.log2S()));

    /** How many of the first updates may step; negative: all, always. */
    static final ValueType<Integer> STEP_LIMIT = new ValueType<>(
            "integer, `\"never\"` or `\"always\"`",
            (node, problems) -> stepLimit(node),
            limit -> limit < 0 ? "\"always\"" : String.valueOf(limit));

    /** A path, relative to the directory of the file that names it; empty for none. */
    static final ValueType<Optional<Path>> PATH = path(Integer.MAX_VALUE);

    /** A path that a Unix socket can have on every system: BSD and macOS have room for 104 bytes, a zero included. */
    static final ValueType<Optional<Path>> SOCKET_PATH = path(103);

    static final ValueType<Integer> PERMISSIONS = new ValueType<>(
            "permissions", (node, problems) -> permissions(node), mode -> String.format("0o%03o", mode));

    static final ValueType<String> TEXT =
            new ValueType<>("string", (node, problems) -> scalar(node, String.class, "a string"), t -> '"' + t + '"');

    static final ValueType<Set<InetAddress>> ADDRESSES = new ValueType<>(
            "array of IP addresses", ValueTypes::addresses, set -> set.isEmpty() ? "[]" : set.toString());

    private static final Pattern OCTAL = Pattern.compile("(?:0o|0)?([0-7]{1,3})");

    private ValueTypes() {}

    /**
     * One of a few words.
     *
     * @param word what stands for a value
     * @param unsupported words that ntpd-rs alone knows
     */
    static <T> ValueType<T> choice(List<T> values, Function<T, String> word, Set<String> unsupported) {
        List<String> literals =
                values.stream().map(v -> '"' + word.apply(v) + '"').toList();
        return new ValueType<>(
                "`" + String.join("`, `", literals) + "`",
                (node, problems) -> {
                    String text = scalar(node, String.class, "one of " + String.join(", ", literals));
                    if (unsupported.contains(text)) {
                        throw new IllegalArgumentException(
                                "\"" + text + "\" is known to ntpd-rs, not supported by this version of Foliot");
                    }
                    return values.stream()
                            .filter(v -> word.apply(v).equals(text))
                            .findFirst()
                            .orElseThrow(() -> unknownWord(
                                    node, text, values.stream().map(word).toList()));
                },
                value -> '"' + word.apply(value) + '"');
    }

    static ValueType<Section> table(TableSchema schema) {
        return new ValueType<>(
                "table",
                (node, problems) -> {
                    if (node instanceof Node.Table table) {
                        return new Section(table, schema, problems);
                    }
                    throw ValueType.mismatch("a table", node);
                },
                section -> "");
    }

    static ValueType<List<Section>> tables(TableSchema schema) {
        return new ValueType<>(
                "array of tables",
                (node, problems) -> {
                    if (!(node instanceof Node.Array array)) {
                        throw ValueType.mismatch("an array of tables, " + schema.title(), node);
                    }
                    return array.items().stream()
                            .flatMap(item -> table(schema).read(schema.title(), item, problems).stream())
                            .toList();
                },
                sections -> "");
    }

    private static <T> T scalar(Node node, Class<T> type, String expected) {
        if (node instanceof Node.Scalar scalar && type.isInstance(scalar.value())) {
            return type.cast(scalar.value());
        }
        throw ValueType.mismatch(expected, node);
    }

    private static int integer(Node node) {
        long value = scalar(node, Long.class, "an integer");
        if (value != (int) value) {
            throw new IllegalArgumentException(value + " is too large");
        }
        return (int) value;
    }

    private static double number(Node node) {
        double value = scalar(node, Number.class, "a number").doubleValue();
        if (!Double.isFinite(value)) {
            throw ValueType.mismatch("a finite number", node);
        }
        return value;
    }

    private static PollExponent pollInterval(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof Long) {
            return new PollExponent(integer(node));
        }
        String form = "a poll interval: the power of two as an integer, or a duration such as \"16s\"";
        String text = scalar(node, String.class, form);
        double intervalS = Quantity.DURATION.read(node);
        int exponent = Math.getExponent(intervalS);
        if (intervalS != Math.scalb(1.0, exponent)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a power of two in seconds");
        }
        return new PollExponent(exponent);
    }

    private static int stepLimit(Node node) {
        if (node instanceof Node.Scalar scalar && "always".equals(scalar.value())) {
            return -1;
        }
        if (node instanceof Node.Scalar scalar && "never".equals(scalar.value())) {
            return 0;
        }
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof Long)) {
            throw ValueType.mismatch("\"never\", \"always\" or how many of the first updates may step", node);
        }
        int limit = integer(node);
        if (limit < 0) {
            throw new IllegalArgumentException(limit + " is negative; write \"always\" for no limit");
        }
        return limit;
    }

    private static ValueType<Optional<Path>> path(int maxBytes) {
        return new ValueType<>(
                "path",
                (node, problems) -> {
                    String text = scalar(node, String.class, "a path");
                    if (text.isEmpty()) {
                        return Optional.empty();
                    }
                    // InvalidPathException is an IllegalArgumentException
                    Path path = node.position()
                            .file()
                            .toAbsolutePath()
                            .resolveSibling(text)
                            .normalize();
                    if (path.toString().getBytes(StandardCharsets.UTF_8).length > maxBytes) {
                        throw new IllegalArgumentException(
                                path + " is longer than the " + maxBytes + " bytes that a socket's path may have");
                    }
                    return Optional.of(path);
                },
                path -> path.map(p -> '"' + p.toString() + '"').orElse("\"\""));
    }

    private static int permissions(Node node) {
        int mode;
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            var octal = OCTAL.matcher(text);
            if (!octal.matches()) {
                throw ValueType.mismatch("permissions such as 0o660 or \"0660\"", node);
            }
            mode = Integer.parseInt(octal.group(1), 8);
        } else {
            mode = integer(node);
        }
        if (mode < 0 || mode > 0777) {
            String hint =
                    String.valueOf(mode).matches("[0-7]{1,3}") ? "; write 0o" + mode + " for the octal number" : "";
            throw new IllegalArgumentException(mode + " is outside 0o000..0o777" + hint);
        }
        return mode;
    }

    private static IllegalArgumentException unknownWord(Node node, String text, List<String> words) {
        String hint = Spelling.nearest(text, words)
                .map(w -> "; did you mean \"" + w + "\"?")
                .orElse("");
        String expected = "one of \"" + String.join("\", \"", words) + '"';
        return new IllegalArgumentException("expected " + expected + ", found " + node.description() + hint);
    }

    private static Set<InetAddress> addresses(Node node, Problems problems) {
        if (!(node instanceof Node.Array array)) {
            throw ValueType.mismatch("an array of IP addresses", node);
        }
        Set<InetAddress> found = new LinkedHashSet<>();
        for (Node item : array.items()) {
            Optional<InetAddress> address = item instanceof Node.Scalar scalar && scalar.value() instanceof String text
                    ? HostPort.literal(text)
                    : Optional.empty();
            address.ifPresentOrElse(
                    found::add,
                    () -> problems.error(item.position(), "expected an IP address, found " + item.description()));
        }
        return found;
    }

    private static String durationLiteral(double seconds) {
        boolean millis = seconds < 1;
        BigDecimal shown = BigDecimal.valueOf(seconds).movePointRight(millis ? 3 : 0);
        return '"' + shown.stripTrailingZeros().toPlainString() + (millis ? "ms\"" : "s\"");
    }
}
