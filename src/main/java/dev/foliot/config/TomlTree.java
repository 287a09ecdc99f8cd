package dev.foliot.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** TOML 1.1 to a {@link Node}. */
final class TomlTree {
    /** Twice what the schema needs. */
    static final int MAX_NESTING = 16;

    private static final TomlParseOptions OPTIONS =
            TomlParseOptions.sourceless().withVersion(TomlVersion.V1_1_0).withMaxNestingDepth(MAX_NESTING);
    private static final Pattern LINE = Pattern.compile("(?<=\\bline )(\\d{1,6})(?=, column \\d)");

    private final SourceText source;
    private final TomlLines lines;

    private TomlTree(SourceText source) {
        this.source = source;
        this.lines = new TomlLines(source.text());
    }

    /** What the text says; its syntax errors are reported, and the lines without them are still there. */
    static Node.Table parse(SourceText source, Problems problems) {
        TomlTree tree = new TomlTree(source);
        TomlParseResult result = Toml.parse(tree.lines.text(), OPTIONS);
        result.errors().forEach(e -> problems.unreadable(tree.at(e.position()), tree.renumbered(e.getMessage())));
        return tree.table(new Position(source.file(), 1, 1), result);
    }

    private Node.Table table(Position position, TomlTable table) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            Position at = at(table.inputPositionOf(List.of(entry.getKey())));
            entries.put(entry.getKey(), node(at, entry.getValue()));
        }
        return new Node.Table(position, entries);
    }

    private Node node(Position position, Object value) {
        if (value instanceof TomlTable table) {
            return table(position, table);
        }
        if (value instanceof TomlArray array) {
            List<Node> items = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                items.add(node(at(array.inputPositionOf(i)), array.get(i)));
            }
            return new Node.Array(position, items);
        }
        return new Node.Scalar(position, value);
    }

    private Position at(TomlPosition position) {
        return new Position(source.file(), lines.number(position.line()), position.column());
    }

    /** The parser's messages name lines, too. */
    private String renumbered(String message) {
        return LINE.matcher(message).replaceAll(m -> String.valueOf(lines.number(Integer.parseInt(m.group()))));
    }
}
