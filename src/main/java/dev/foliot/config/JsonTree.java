package dev.foliot.config;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) to a {@link Node}.
 *
 * <p>Gson reads, strictly, but does not tell where a token starts. So a cursor follows it through the text: as long as
 * Gson has found nothing wrong, tokens are parted by white space, commas and colons, and their ends are easily found.
 */
final class JsonTree {
    private static final String BETWEEN_TOKENS = " \t\r\n,:";
    private static final String AFTER_LITERAL = BETWEEN_TOKENS + "]}";

    private final SourceText source;
    private final Problems problems;
    private final JsonReader reader;
    private int cursor;
    private int counted;
    private int line = 1;
    private int column = 1;

    private JsonTree(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.reader = new JsonReader(new StringReader(source.text()));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(TomlTree.MAX_NESTING);
    }

    /** What the text says; nothing at all where it is not JSON, or no object. */
    static Node.Table parse(SourceText source, Problems problems) {
        Position start = new Position(source.file(), 1, 1);
        JsonTree tree = new JsonTree(source, problems);
        try {
            Node root = tree.value(start);
            if (tree.reader.peek() == JsonToken.END_DOCUMENT && root instanceof Node.Table table) {
                return table;
            }
            problems.unreadable(start, "expected one JSON object, found " + root.description());
        } catch (IOException e) {
            problems.unreadable(tree.next(), syntaxError(e));
        }
        return new Node.Table(start, Map.of());
    }

    private Node value(Position position) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(position);
            case BEGIN_ARRAY -> array(position);
            case STRING -> new Node.Scalar(position, string(reader.nextString()));
            case NUMBER -> new Node.Scalar(position, number(literal(reader.nextString())));
            case BOOLEAN -> new Node.Scalar(position, Boolean.valueOf(literal(String.valueOf(reader.nextBoolean()))));
            default -> {
                reader.nextNull();
                yield new Node.Scalar(position, literal(JsonToken.NULL));
            }
        };
    }

    private Node.Table object(Position position) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        reader.beginObject();
        skip(1);
        while (reader.hasNext()) {
            Position at = next();
            String name = string(reader.nextName());
            Node value = value(at);
            Node earlier = entries.putIfAbsent(name, value);
            if (earlier != null) {
                problems.error(
                        at,
                        name + " previously defined at line "
                                + earlier.position().line() + ", column "
                                + earlier.position().column());
            }
        }
        reader.endObject();
        skip(1);
        return new Node.Table(position, entries);
    }

    private Node.Array array(Position position) throws IOException {
        List<Node> items = new ArrayList<>();
        reader.beginArray();
        skip(1);
        while (reader.hasNext()) {
            items.add(value(next()));
        }
        reader.endArray();
        skip(1);
        return new Node.Array(position, items);
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return Double.valueOf(text);
        }
    }

    /** Steps over the string that was just read, and passes it on. */
    private String string(String read) {
        next();
        cursor++;
        while (source.text().charAt(cursor) != '"') {
            cursor += source.text().charAt(cursor) == '\\' ? 2 : 1;
        }
        cursor++;
        return read;
    }

    /** Steps over the number or word that was just read, and passes it on. */
    private <T> T literal(T read) {
        next();
        while (cursor < source.text().length()
                && AFTER_LITERAL.indexOf(source.text().charAt(cursor)) < 0) {
            cursor++;
        }
        return read;
    }

    private void skip(int length) {
        next();
        cursor += length;
    }

    /** Steps to the next token. */
    private Position next() {
        while (cursor < source.text().length()
                && BETWEEN_TOKENS.indexOf(source.text().charAt(cursor)) >= 0) {
            cursor++;
        }
        return position();
    }

    private Position position() {
        while (counted < cursor) {
            int c = source.text().codePointAt(counted);
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
            counted += Character.charCount(c);
        }
        return new Position(source.file(), line, column);
    }

    /** Gson's words without its own idea of the place, which is where it stopped reading. */
    private static String syntaxError(IOException e) {
        if (e instanceof EOFException) {
            return "unexpected end of file";
        }
        String message = e instanceof MalformedJsonException ? e.getMessage() : String.valueOf(e);
        return "not JSON: " + message.replaceAll("(?s)\\s+at line \\d+ column.*", "");
    }
}
