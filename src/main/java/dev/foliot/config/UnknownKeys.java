package dev.foliot.config;

import java.util.List;
import java.util.stream.Collectors;

/** What to say about a key that is not in the schema of its table. */
final class UnknownKeys {
    private UnknownKeys() {}

    static void report(String name, Node value, TableSchema schema, Problems problems) {
        schema.unsupported(name)
                .ifPresentOrElse(
                        key -> key.report(value, problems),
                        () -> problems.error(value.position(), "unknown key '" + name + "'" + hint(name, schema)));
    }

    private static String hint(String name, TableSchema schema) {
        if (schema.equals(Schema.DROP_IN) && Schema.ROOT.key(name).isPresent()) {
            return " here; it belongs in the main file, conf.d adds [[source]] alone";
        }
        List<String> names = schema.keys().stream().map(Key::name).toList();
        return Spelling.nearest(name, names)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> " in " + schema.title() + elsewhere(name));
    }

    private static String elsewhere(String name) {
        String tables = Schema.TABLES.stream()
                .filter(table -> table.key(name).isPresent())
                .map(TableSchema::title)
                .collect(Collectors.joining(" or "));
        return tables.isEmpty() ? "" : "; it belongs in " + tables;
    }
}
