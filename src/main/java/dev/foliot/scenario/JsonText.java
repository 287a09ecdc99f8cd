package dev.foliot.scenario;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON (RFC 8259) to {@link JsonValue}s; a name that stands twice in an object is refused. */
final class JsonText {
    /** Deeper than any expression that is accepted. */
    private static final int MAX_NESTING = 64;

    private final JsonReader reader;
    private final Problems problems;

    private JsonText(String text, Problems problems) {
        this.reader = new JsonReader(new StringReader(text));
        this.problems = problems;
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_NESTING);
    }

    /** @throws ScenarioException when it is not JSON, with the line and column where it ceases to be */
    static JsonValue parse(String text, Problems problems) throws ScenarioException {
        JsonText json = new JsonText(text, problems);
        try {
            JsonValue value = json.value("");
            if (json.reader.peek() != JsonToken.END_DOCUMENT) {
                throw problems.fatal("", "not JSON: more than one value");
            }
            return value;
        } catch (EOFException e) {
            throw problems.fatal("", "not JSON: unexpected end of file");
        } catch (IOException | NumberFormatException e) {
            throw problems.fatal("", "not JSON: " + firstLine(e));
        }
    }

    /** Gson adds a link to an explanation on a second line. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private JsonValue value(String path) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> table(path);
            case BEGIN_ARRAY -> sequence(path);
            case STRING -> new JsonValue.Text(path, reader.nextString());
            case NUMBER -> new JsonValue.Decimal(path, reader.nextDouble());
            case BOOLEAN -> new JsonValue.Truth(path, reader.nextBoolean());
            default -> {
                reader.nextNull();
                yield new JsonValue.Null(path);
            }
        };
    }

    private JsonValue table(String path) throws IOException {
        Map<String, JsonValue> entries = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.peek() != JsonToken.END_OBJECT) {
            String name = reader.nextName();
            String place = path.isEmpty() ? name : path + "." + name;
            if (entries.putIfAbsent(name, value(place)) != null) {
                problems.add(place, "stands twice");
            }
        }
        reader.endObject();
        return new JsonValue.Table(path, entries);
    }

    private JsonValue sequence(String path) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        reader.beginArray();
        while (reader.peek() != JsonToken.END_ARRAY) {
            items.add(value(path + "[" + items.size() + "]"));
        }
        reader.endArray();
        return new JsonValue.Sequence(path, items);
    }
}
