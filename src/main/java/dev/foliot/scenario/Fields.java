package dev.foliot.scenario;

import dev.foliot.config.Spelling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one JSON object. What is wrong goes to {@link Problems}, and something harmless comes in its
 * place, so that the rest is read too. {@link #end} complains of fields that nobody asked for.
 */
final class Fields {
    private final String path;
    private final Map<String, JsonValue> entries;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(JsonValue value, Problems problems) {
        this.path = value.path();
        this.problems = problems;
        if (value instanceof JsonValue.Table table) {
            this.entries = table.entries();
        } else {
            this.entries = Map.of();
            problems.add(path, "expected an object, found " + value.kind());
        }
    }

    /** The field, if it is there and not null. */
    Optional<JsonValue> optional(String name) {
        known.add(name);
        return Optional.ofNullable(entries.get(name)).filter(v -> !(v instanceof JsonValue.Null));
    }

    Optional<JsonValue> required(String name) {
        known.add(name);
        if (!entries.containsKey(name)) {
            problems.add(path, "\"" + name + "\" is missing");
        }
        return Optional.ofNullable(entries.get(name));
    }

    double number(String name, double least, double most) {
        return required(name).map(v -> number(v, least, most)).orElse(least);
    }

    double number(String name, double least, double most, double otherwise) {
        return optional(name).map(v -> number(v, least, most)).orElse(otherwise);
    }

    int integer(String name, int least, int most) {
        return required(name).map(v -> integer(v, least, most)).orElse(least);
    }

    int integer(String name, int least, int most, int otherwise) {
        return optional(name).map(v -> integer(v, least, most)).orElse(otherwise);
    }

    boolean truth(String name, boolean otherwise) {
        Optional<JsonValue> value = optional(name);
        if (value.isPresent() && !(value.get() instanceof JsonValue.Truth)) {
            expected(value.get(), "true or false");
        }
        return value.isPresent() && value.get() instanceof JsonValue.Truth truth ? truth.value() : otherwise;
    }

    String text(String name) {
        return required(name).map(this::text).orElse("");
    }

    /** One of the enum's constants, written in lower case. */
    <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        return optional(name).map(v -> word(v, type, otherwise)).orElse(otherwise);
    }

    private <E extends Enum<E>> E word(JsonValue value, Class<E> type, E otherwise) {
        List<String> words = List.of(type.getEnumConstants()).stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = value instanceof JsonValue.Text text ? words.indexOf(text.value()) : -1;
        if (index < 0) {
            expected(value, "one of " + String.join(", ", words));
            return otherwise;
        }
        return type.getEnumConstants()[index];
    }

    /** The items of an array; none when it is not there. */
    List<JsonValue> items(String name) {
        return optional(name).map(this::items).orElse(List.of());
    }

    List<JsonValue> requiredItems(String name) {
        return required(name).map(this::items).orElse(List.of());
    }

    double number(JsonValue value, double least, double most) {
        if (value instanceof JsonValue.Decimal n && n.value() >= least && n.value() <= most) {
            return n.value();
        }
        expected(value, "a number from " + least + " to " + most);
        return least;
    }

    int integer(JsonValue value, int least, int most) {
        if (value instanceof JsonValue.Decimal n
                && n.value() >= least
                && n.value() <= most
                && n.value() == Math.rint(n.value())) {
            return (int) n.value();
        }
        expected(value, "a whole number from " + least + " to " + most);
        return least;
    }

    /** Complains of every field that was not asked for. */
    void end() {
        for (Map.Entry<String, JsonValue> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String near = Spelling.nearest(entry.getKey(), known)
                        .map(word -> "; did you mean \"" + word + "\"?")
                        .orElse("");
                problems.add(entry.getValue().path(), "unknown field" + near);
            }
        }
    }

    private String text(JsonValue value) {
        if (value instanceof JsonValue.Text text && !text.value().isBlank()) {
            return text.value();
        }
        expected(value, "some text");
        return "";
    }

    private List<JsonValue> items(JsonValue value) {
        if (value instanceof JsonValue.Sequence sequence) {
            return sequence.items();
        }
        expected(value, "an array");
        return List.of();
    }

    private void expected(JsonValue value, String what) {
        problems.add(value.path(), "expected " + what + ", found " + shown(value));
    }

    private static String shown(JsonValue value) {
        if (value instanceof JsonValue.Decimal number) {
            return String.valueOf(number.value());
        }
        return value instanceof JsonValue.Text text ? "\"" + text.value() + "\"" : value.kind();
    }
}
