package dev.foliot.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value.
 *
 * @param name what a person is told to write
 * @param reading from a node to a value
 * @param literal from a value to what stands for it in TOML
 */
record ValueType<T>(String name, Reading<T> reading, Function<T, String> literal) {
    /** From a node to a value. */
    @FunctionalInterface
    interface Reading<T> {
        /**
         * Reads a value.
         *
         * @param problems takes what is wrong with parts of the value; the value must still make sense without them
         * @throws IllegalArgumentException if there is no such value; the message says why
         */
        T read(Node node, Problems problems);
    }

    /** The value, or nothing after telling what is wrong with it. */
    Optional<T> read(String key, Node node, Problems problems) {
        try {
            return Optional.of(reading.read(node, problems));
        } catch (IllegalArgumentException e) {
            problems.error(node.position(), key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** What a reading throws when the node holds something else altogether. */
    static IllegalArgumentException mismatch(String expected, Node found) {
        return new IllegalArgumentException("expected " + expected + ", found " + found.description());
    }
}
