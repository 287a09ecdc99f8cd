package dev.foliot.config;

/**
 * One key of a table.
 *
 * @param name as it is written
 * @param type what it holds
 * @param absent what holds when it is not written, or null where the schema alone cannot say
 * @param fallback the same for a person: a literal, or what it depends on
 */
record Key<T>(String name, ValueType<T> type, T absent, String fallback) {
    static <T> Key<T> of(String name, ValueType<T> type, T absent) {
        return new Key<>(name, type, absent, type.literal().apply(absent));
    }

    /** A key that must be there, or whose absence means something that depends on other keys. */
    static <T> Key<T> withoutDefault(String name, ValueType<T> type, String fallback) {
        return new Key<>(name, type, null, fallback);
    }
}
