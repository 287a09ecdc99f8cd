package dev.foliot.scenario;

import java.util.List;
import java.util.Map;

/** A JSON value that knows its place: {@code scenarios[2].client.freq[1]}. */
sealed interface JsonValue {
    String path();

    /** What it is, for a person. */
    String kind();

    record Table(String path, Map<String, JsonValue> entries) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }
    }

    record Sequence(String path, List<JsonValue> items) implements JsonValue {
        @Override
        public String kind() {
            return "an array";
        }
    }

    record Text(String path, String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    record Decimal(String path, double value) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Truth(String path, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return String.valueOf(value);
        }
    }

    record Null(String path) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
