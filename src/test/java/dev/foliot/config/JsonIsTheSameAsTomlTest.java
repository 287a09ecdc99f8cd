package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** One schema, two languages. */
class JsonIsTheSameAsTomlTest {
    @Provide
    Arbitrary<Map<String, Object>> documents() {
        Arbitrary<Object> limits = table(Map.of("min", anyOf(-3, 2, "500ms", 9), "max", anyOf(6, "64s", 12)));
        Arbitrary<Object> source = table(Map.of(
                "mode", anyOf("server", "pool"),
                "address", anyOf("a", "b:1123", "::1", "[::1]:5", "1.2.3"),
                "count", anyOf(1, 8, 0),
                "ignore", anyOf(List.of("192.0.2.1", "::2"), List.of()),
                "poll-interval-limits", limits,
                "iburst", anyOf(true, false, "x")));
        return table(Map.of(
                        "source", source.list().ofMaxSize(3).map(s -> (Object) s),
                        "source-defaults",
                                table(Map.of("poll-interval-limits", limits, "initial-poll-interval", anyOf(4, 5))),
                        "synchronization",
                                table(Map.of(
                                        "step-threshold", anyOf("250ms", 0.25, 1, -1),
                                        "step-limit", anyOf("always", 5),
                                        "maximum-slew", anyOf(200.5, "20ppb"),
                                        "minimum-agreeing-sources", anyOf(1, 2),
                                        "algorithm", table(Map.of("slew-maximum-frequency-offset", anyOf(2e-4))))),
                        "clock",
                                table(Map.of(
                                        "control", anyOf("auto", "none", "kernel"), "drift-file", anyOf("", "/d"))),
                        "observability",
                                table(Map.of(
                                        "observation-permissions", anyOf("0660", 432),
                                        "log-level", anyOf("trace", "warn"),
                                        "log-path", anyOf("/l")))))
                .map(JsonIsTheSameAsTomlTest::asMap);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void theSameContentGivesTheSameConfigurationAndTheSameMessages(@ForAll("documents") Map<String, Object> document) {
        ConfigurationReader.Result toml = ReadText.toml(toml(document));
        ConfigurationReader.Result json = ReadText.json(new Gson().toJson(document));
        assertEquals(toml.configuration(), json.configuration());
        assertEquals(messages(toml), messages(json));
        Statistics.label("valid").collect(toml.configuration().isPresent()).coverage(c -> {
            c.check(true).percentage(p -> p > 5);
            c.check(false).percentage(p -> p > 5);
        });
    }

    private static List<String> messages(ConfigurationReader.Result result) {
        return result.problems().stream()
                .map(p -> p.severity() + p.message().replaceAll(", at /.*", ""))
                .sorted()
                .toList();
    }

    private static Arbitrary<Object> anyOf(Object... values) {
        return Arbitraries.of(values);
    }

    /** Any subset of the keys. */
    private static Arbitrary<Object> table(Map<String, Arbitrary<Object>> keys) {
        List<Arbitrary<Map<String, Object>>> entries = new TreeMap<>(keys)
                .entrySet().stream()
                        .map(e -> e.getValue().map(v -> Map.of(e.getKey(), v)).injectNull(0.3))
                        .toList();
        return Combinators.combine(entries).as(maps -> {
            Map<String, Object> merged = new LinkedHashMap<>();
            maps.stream().filter(m -> m != null).forEach(merged::putAll);
            return merged;
        });
    }

    @SuppressWarnings("unchecked") // documents are made of such maps alone
    private static Map<String, Object> asMap(Object document) {
        return (Map<String, Object>) document;
    }

    /** One inline value a line is TOML enough. */
    private static String toml(Map<String, Object> document) {
        return document.entrySet().stream()
                .map(e -> e.getKey() + " = " + value(e.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String value(Object value) {
        Function<Map.Entry<?, ?>, String> entry = e -> e.getKey() + " = " + value(e.getValue());
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry).collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonIsTheSameAsTomlTest::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String ? "\"" + value + '"' : value.toString();
    }
}
