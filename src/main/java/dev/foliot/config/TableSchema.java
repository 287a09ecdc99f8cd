package dev.foliot.config;

import java.util.List;
import java.util.Optional;

/**
 * What may stand in a table.
 *
 * @param title as it is written: {@code [clock]}
 * @param keys what we know
 * @param unsupported what only others know
 */
record TableSchema(String title, List<Key<?>> keys, List<UnsupportedKey> unsupported) {
    TableSchema {
        keys = List.copyOf(keys);
        unsupported = List.copyOf(unsupported);
    }

    Optional<Key<?>> key(String name) {
        return keys.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    Optional<UnsupportedKey> unsupported(String name) {
        return unsupported.stream().filter(k -> k.name().equals(name)).findFirst();
    }
}
