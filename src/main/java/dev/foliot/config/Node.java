package dev.foliot.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says, whichever language it says it in: a tree in which everything knows its place. */
sealed interface Node {
    /** Where it stands: a table's entry at its key, an array's item at the item. */
    Position position();

    /** What it is, for a person: {@code the string "abc"}. */
    String description();

    /**
     * Keys and their values.
     *
     * @param entries in the order of the file
     */
    record Table(Position position, Map<String, Node> entries) implements Node {
        public Table {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String description() {
            return "a table";
        }
    }

    /** Values in order. */
    record Array(Position position, List<Node> items) implements Node {
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "an array";
        }
    }

    /**
     * A single value.
     *
     * @param value String, Long, Double or Boolean; anything else is of no use to this schema (dates, JSON's null)
     */
    record Scalar(Position position, Object value) implements Node {
        @Override
        public String description() {
            if (value instanceof String text) {
                return "the string \"" + text + '"';
            }
            return value instanceof Number || value instanceof Boolean ? value.toString() : "a value of another kind";
        }
    }
}
