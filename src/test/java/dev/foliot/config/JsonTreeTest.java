package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
    @Test
    void everyKeyAndItemKnowsItsPlace() {
        String text =
                "{ \"a\" : 1,\n  \"\u00e4\\\"\\\\\":[ -1.5e3 ,\"\ud83d\ude00,]}\", true,{\n\t\"b\":null } , [\n]], \"c\": {}\n, \"d\":0}";
        Map<String, String> places = new TreeMap<>();
        collect("", parse(text), places);
        assertEquals(
                Map.of(
                        "/", "1:1",
                        "/a", "1:3",
                        "/\u00e4\"\\", "2:3",
                        "/\u00e4\"\\/0", "2:13",
                        "/\u00e4\"\\/1", "2:21",
                        "/\u00e4\"\\/2", "2:29",
                        "/\u00e4\"\\/3", "2:34",
                        "/\u00e4\"\\/3/b", "3:2",
                        "/\u00e4\"\\/4", "3:15",
                        "/c", "4:5"),
                new TreeMap<>(Map.copyOf(without(places, "/d"))));
        assertEquals("5:3", places.get("/d"));
    }

    @Test
    void errorsNameTheTokenThatCannotBeRead() {
        assertEquals(List.of("foliot.json:2:8: not JSON: Expected value"), problems("{\n  \"a\": }"));
        assertEquals(List.of("foliot.json:1:3: unexpected end of file"), problems("{ "));
        assertEquals(List.of("foliot.json:1:1: unexpected end of file"), problems(""));
        assertEquals(List.of("foliot.json:1:1: expected one JSON object, found an array"), problems("[]"));
        assertEquals(
                List.of("foliot.json:1:34: clock previously defined at line 1, column 2"),
                problems("{\"clock\": {\"control\": \"none\"},   \"clock\": {}}").stream()
                        .filter(p -> !p.contains("warning"))
                        .toList());
    }

    @Test
    void problemsOfValuesAreThoseOfToml() {
        assertEquals(
                List.of(
                        "foliot.json:1:15: mode is missing in [[source]]",
                        "foliot.json:1:16: address: expected a string, found a value of another kind",
                        "foliot.json:2:3: unknown key 'clok'; did you mean 'clock'?"),
                problems("{\"source\":  [ {\"address\": null}],\n  \"clok\":{}}"));
    }

    @Test
    void onlyStrictJsonIsRead() {
        for (String text : List.of(
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":1;}",
                "{} {}",
                "{\"a\":01}",
                "{/* */}",
                "{\"a\":1,}",
                "{\"a\" \"b\"}",
                "{\"a\":tru}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                ")]}'\n{}")) {
            assertEquals(1, problems(text).size(), text);
        }
    }

    private static List<String> problems(String text) {
        return ReadText.problems(ReadText.json(text));
    }

    private static Node.Table parse(String text) {
        Problems problems = new Problems();
        Path file = Path.of("x.json");
        problems.begin(file);
        Node.Table table = JsonTree.parse(new SourceText(file, text), problems);
        assertEquals(List.of(), problems.sorted());
        return table;
    }

    private static Map<String, String> without(Map<String, String> map, String key) {
        Map<String, String> rest = new TreeMap<>(map);
        rest.remove(key);
        return rest;
    }

    private static void collect(String path, Node node, Map<String, String> places) {
        places.put(
                path.isEmpty() ? "/" : path,
                node.position().line() + ":" + node.position().column());
        if (node instanceof Node.Table table) {
            table.entries().forEach((key, value) -> collect(path + "/" + key, value, places));
        } else if (node instanceof Node.Array array) {
            for (int i = 0; i < array.items().size(); i++) {
                collect(path + "/" + i, array.items().get(i), places);
            }
        }
    }
}
