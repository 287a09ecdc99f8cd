package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.observability.ClientOrder;
import dev.foliot.observability.ClientsSnapshot;
import dev.foliot.observability.Snapshots;
import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.selection.SourceRole;
import dev.foliot.selftest.Outcome;
import dev.foliot.selftest.Verdict;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/commands.md says is what the commands do. */
class CommandsDocumentationTest {
    private static final Pattern FIELD = Pattern.compile("^\\| `([a-z][a-z0-9_.\\[\\]]*)` \\|", Pattern.MULTILINE);

    private final String document;

    CommandsDocumentationTest() throws IOException {
        document = Files.readString(Path.of("docs", "commands.md"));
    }

    static List<Command> commands() {
        return Main.COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasASectionThatNamesItsOptions(Command command) {
        String section = section("foliot " + command.name());
        for (Option option : command.options()) {
            assertTrue(section.contains("`--" + option.getLongOpt()), command.name() + " --" + option.getLongOpt());
        }
    }

    @Test
    void exitCodesAreThoseOfTheProgram() {
        String rows = Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.code() + " | " + code.meaning() + " |\n")
                .reduce("", String::concat);
        assertTrue(section("Exit codes").contains("| --- | --- |\n" + rows + "\n"), rows);
    }

    @ParameterizedTest
    @CsvSource({
        "foliot status, status.txt",
        "foliot status, status-starting.txt",
        "foliot status, status-panic.txt",
        "foliot sources, sources.txt",
        "foliot clients, clients.txt",
        "foliot query, query.txt"
    })
    void samplesAreTrue(String section, String sample) throws IOException {
        assertTrue(section(section).contains("\n" + Golden.read(sample) + "```\n"), sample);
    }

    @Test
    void theSampleOfCheckIsTrue(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("foliot.toml"), CheckCommandTest.THREE_ERRORS);
        String printed = new Shell().run("check", file.toString()).out().replace(directory + "/", "");
        assertTrue(section("foliot check").contains("\n" + printed + "```\n"), printed);
    }

    @Test
    void fieldsOfTheStatusDocumentAreAllThereInTheirOrder() {
        JsonElement status = Json.parse(Json.compact(Snapshots.synchronised()));
        assertEquals(paths(status), documentedFields("foliot status"));
    }

    @Test
    void fieldsOfAQueryAreAllThereInTheirOrder() throws IOException {
        assertEquals(paths(Json.parse(Golden.read("query.json"))), documentedFields("foliot query"));
    }

    @Test
    void fieldsOfSyncAreAllThereInTheirOrder() {
        SyncReport report = SyncReport.of(Snapshots.synchronised(), 1);
        assertEquals(paths(Json.parse(Json.compact(report))), documentedFields("foliot sync"));
    }

    @Test
    void fieldsOfCheckAreAllThereInTheirOrder(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("foliot.toml"), CheckCommandTest.THREE_ERRORS);
        String printed = new Shell().run("check", "--json", file.toString()).out();
        assertEquals(paths(Json.parse(printed)), documentedFields("foliot check"));
    }

    @Test
    void fieldsOfASelftestAreAllThereInTheirOrder() {
        Outcome check = new Outcome("a check", Verdict.OK, "in order", Map.of("delay_ns", 1));
        ClockCapabilities clock = new ClockCapabilities(
                "adjtimex", true, true, true, true, FrequencyOnset.AT_ONCE, Frequency.ofPpm(500), Frequency.ZERO, 1);
        SelftestReport report = new SelftestReport(SelftestReport.MachineFacts.of(clock), false, List.of(check));
        assertEquals(paths(Json.parse(Json.compact(report))), documentedFields("foliot selftest"));
    }

    @Test
    void fieldsOfTheClientsAreAllThereInTheirOrder() {
        ClientsSnapshot clients = ClientsSnapshot.of(Snapshots.clients(), ClientOrder.REQUESTS, 2);
        assertEquals(paths(Json.parse(Json.compact(clients))), documentedFields("foliot clients"));
    }

    @Test
    void fieldsOfASimulationAreAllThereInTheirOrder() {
        String printed = new Shell().run("simulate", "v-settle", "--json").out();
        assertEquals(paths(Json.parse(printed)), documentedFields("foliot simulate"));
    }

    @Test
    void fieldsOfTheComparisonAreAllThereInTheirOrder() {
        String printed =
                new Shell().run("accuracy", "t0", "--seeds=1", "--json").out();
        assertEquals(paths(Json.parse(printed)), documentedFields("foliot accuracy"));
    }

    @Test
    void everySymbolOfASourceIsExplained() {
        String section = section("foliot sources");
        for (SourceRole role : SourceRole.values()) {
            assertTrue(section.contains("\n| `" + role.symbol() + "` | "), role.name());
        }
    }

    private String section(String title) {
        int start = document.indexOf("\n## " + title + "\n");
        assertTrue(start >= 0, "no section \"" + title + "\"");
        int end = document.indexOf("\n## ", start + 1);
        return end < 0 ? document.substring(start) : document.substring(start, end);
    }

    private List<String> documentedFields(String title) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(section(title));
        while (matcher.find()) {
            fields.add(matcher.group(1));
        }
        return fields;
    }

    /** The path of every value in the first element of each array; counts by reason, and figures by name, are one value. */
    private static List<String> paths(JsonElement json) {
        List<String> paths = new ArrayList<>();
        addPaths("", json, paths);
        return paths;
    }

    private static void addPaths(String path, JsonElement json, List<String> paths) {
        boolean byName = Stream.of("rejected", "figures", "peer_rms_offset_s").anyMatch(path::endsWith);
        if (json instanceof JsonObject object && !byName) {
            object.entrySet()
                    .forEach(field -> addPaths(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), paths));
        } else if (json.isJsonArray()) {
            addPaths(path + "[]", json.getAsJsonArray().get(0), paths);
        } else {
            paths.add(path);
        }
    }
}
