package dev.foliot.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A table of a file, read by its schema. Everything that is wrong with it by itself has been reported then. */
final class Section {
    private final Node.Table node;
    private final TableSchema schema;
    private final Problems problems;
    private final Map<Key<?>, Given> given = new HashMap<>();

    private record Given(Object value, Position position) {}

    Section(Node.Table node, TableSchema schema, Problems problems) {
        this.node = node;
        this.schema = schema;
        this.problems = problems;
        node.entries()
                .forEach((name, value) -> schema.key(name)
                        .ifPresentOrElse(
                                key -> read(key, value), () -> UnknownKeys.report(name, value, schema, problems)));
    }

    private void read(Key<?> key, Node value) {
        key.type().read(key.name(), value, problems).ifPresent(v -> given.put(key, new Given(v, value.position())));
    }

    Position position() {
        return node.position();
    }

    /** Whether the key is written here, be its value right or wrong. */
    boolean mentions(Key<?> key) {
        return node.entries().containsKey(key.name());
    }

    /** Where the key is written, or the section itself. */
    Position at(Key<?> key) {
        return mentions(key) ? node.entries().get(key.name()).position() : position();
    }

    /** The value that is written here and can be used. */
    @SuppressWarnings("unchecked") // values are put there by the type of their key
    <T> Optional<T> given(Key<T> key) {
        return Optional.ofNullable(given.get(key)).map(g -> (T) g.value);
    }

    /** The value, or the key's own default. */
    <T> T get(Key<T> key) {
        return given(key).orElse(key.absent());
    }

    /** The table below this one, empty if it is not written. */
    Section table(Key<Section> key) {
        return given(key).orElseGet(() -> new Section(new Node.Table(position(), Map.of()), schema, problems));
    }

    /** The value of a key that must be there; nothing, after saying so, when it is not. */
    <T> Optional<T> require(Key<T> key) {
        if (!mentions(key)) {
            problems.missing(position(), key.name() + " is missing in " + schema.title());
        }
        return given(key);
    }

    /** Takes over what another section says under another name for the same thing. */
    <T> void adopt(Key<T> key, Section other, Key<T> alias) {
        other.given(alias).ifPresent(value -> {
            if (mentions(key)) {
                problems.error(
                        other.at(alias),
                        alias.name() + ": says the same as " + key.name() + " in " + schema.title()
                                + "; keep one of them");
            } else {
                given.put(key, new Given(value, other.at(alias)));
            }
        });
    }

    /**
     * Makes a record of this section's values. Its constructor has the last word: a value that it refuses, naming the
     * key at the start of its message, is reported where that key is written and then forgotten, until nothing is
     * refused.
     */
    <R> Optional<R> build(Supplier<R> constructor) {
        while (true) {
            try {
                return Optional.of(constructor.get());
            } catch (IllegalArgumentException refusal) {
                Optional<Key<?>> culprit = refusedKey(refusal.getMessage());
                problems.error(culprit.map(k -> given.get(k).position).orElse(position()), refusal.getMessage());
                if (culprit.isEmpty()) {
                    return Optional.empty();
                }
                given.remove(culprit.get());
            }
        }
    }

    private Optional<Key<?>> refusedKey(String message) {
        String[] words = message.split("[: ]", 2);
        List<Key<?>> named = List.copyOf(given.keySet());
        return named.stream().filter(k -> k.name().equals(words[0])).findFirst();
    }
}
