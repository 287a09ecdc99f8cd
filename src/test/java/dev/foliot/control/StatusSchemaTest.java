package dev.foliot.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The fields of the status document are a contract with everyone who reads them: they change on purpose, or not at all.
 */
class StatusSchemaTest {
    private static final String GOLDEN = "status-fields.txt";

    @Test
    void fieldsAreThoseOfTheContractInTheirOrder() throws IOException {
        assertEquals(String.join("\n", contract()), String.join("\n", fields(Snapshots.synchronised())));
    }

    @Test
    void noFieldIsMissingWhileHardlyAnythingIsKnown() throws IOException {
        List<String> names = contract().stream().map(line -> line.split(" ")[0]).toList();
        assertEquals(
                names,
                fields(Snapshots.starting()).stream()
                        .map(line -> line.split(" ")[0])
                        .toList());
    }

    private static List<String> contract() throws IOException {
        try (InputStream in = StatusSchemaTest.class.getResourceAsStream(GOLDEN)) {
            assertNotNull(in, GOLDEN);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** A line for each field: its path, and its type in the first object that has a value. */
    private static List<String> fields(DaemonSnapshot snapshot) {
        List<String> fields = new ArrayList<>();
        describe("", Json.parse(Json.compact(snapshot)), fields);
        return fields;
    }

    private static void describe(String path, JsonElement element, List<String> fields) {
        if (path.endsWith(".rejected")) {
            fields.add(path + " object of counts by reason");
        } else if (element instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> field : object.entrySet()) {
                describe(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields);
            }
        } else if (element instanceof JsonArray array) {
            describe(path + "[]", array.isEmpty() ? JsonNull.INSTANCE : array.get(0), fields);
        } else {
            fields.add(path + " " + type(element));
        }
    }

    private static String type(JsonElement element) {
        if (!(element instanceof JsonPrimitive primitive)) {
            return "null";
        }
        return primitive.isNumber() ? "number" : primitive.isBoolean() ? "boolean" : "string";
    }
}
