package dev.foliot.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.Scenario.KernelKind;
import dev.foliot.time.LeapIndicator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    private static final String SOUND = """
            {"format": "clk-scenarios/1", "seeds": [3, 4], "hold": 500, "scenarios": [
              {"id": "one", "title": "a world", "servers": [{"offset": 0, "freq": 0}],
               "client": {"offset": 0.05, "freq": ["+", 1e-5, ["normal"]], "poll": [4, 6], "iburst": true,
                          "step": {"threshold": 0.1, "limit": 3}},
               "up": ["+", 0.01, ["exponential"]], "down": 0.02,
               "duration": 4000, "settle": 1000, "threshold": 0.001,
               "windows": [{"name": "end", "from": 3000, "to": 4000}]}]}
            """;

    @Test
    void everyFieldIsTaken() throws ScenarioException {
        ScenarioFile file = ScenarioReader.read("f", SOUND);
        Scenario scenario = file.find("one").orElseThrow();
        assertEquals(List.of(3, 4), file.seeds());
        assertEquals("a world", scenario.title());
        assertEquals(0.05, scenario.client().offsetS());
        assertEquals(4, scenario.client().minPoll().log2S());
        assertEquals(6, scenario.client().maxPoll().log2S());
        assertTrue(scenario.client().iburst());
        assertEquals(new Scenario.StepRule(0.1, 3), scenario.client().step().orElseThrow());
        assertEquals("(+ 0.01 (exponential))", scenario.servers().get(0).up().lisp());
        assertEquals(new Expression.Constant(0.02), scenario.servers().get(0).down());
        assertEquals(List.of(4000, 1000, 500), List.of(scenario.durationS(), scenario.settleS(), scenario.holdS()));
        assertEquals(List.of(new Scenario.Window("end", 3000, 4000)), scenario.windows());
    }

    @Test
    void whatClknetsimHasNotIsTakenToo() throws ScenarioException {
        String text = SOUND.replace("\"freq\": 0}", """
                        "freq": 0, "jump": 0.5, "leap": "insert", "stratum": 3, "root_delay": 0.1,
                        "root_dispersion": 0.2, "turnaround": 0.001, "precision": -20, "maximum_asymmetry": 0.1}
                        """).replace("\"iburst\": true", """
                        "jump": 1, "quantum": 1e-6, "system": "macos", "suspend": {"duration": 3, "error": ["normal"]}
                        """);
        Scenario scenario = ScenarioReader.read("f", text).find("one").orElseThrow();
        Scenario.Server server = scenario.servers().get(0);
        assertEquals(new Expression.Constant(0.5), server.jump().orElseThrow());
        assertEquals(LeapIndicator.INSERT, server.profile().leap());
        assertEquals(3, server.profile().stratum());
        assertEquals(0.1, server.profile().rootDelayS());
        assertEquals(0.2, server.profile().rootDispersionS());
        assertEquals(0.001, server.profile().sending().turnaroundS());
        assertEquals(-20, server.profile().precisionLog2S());
        assertEquals(0.1, server.maximumAsymmetry());
        assertEquals(new Expression.Constant(1), scenario.client().jump().orElseThrow());
        Scenario.Suspend suspend = scenario.client().suspend().orElseThrow();
        assertEquals(new Expression.Constant(3), suspend.durationS());
        assertEquals("(normal)", suspend.errorS().lisp());
        assertEquals(1000, scenario.client().quantumNs());
        assertEquals(KernelKind.MACOS, scenario.client().system());
    }

    /** Each replaces something in the sound file; every field is quoted there with single quotes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'clk-scenarios/1' | 'other/2' | f: format: expected "clk-scenarios/1"
            'title': | 'titel': | f: scenarios[0]: "title" is missing
            'iburst': | 'ibrust': | f: scenarios[0].client.ibrust: unknown field; did you mean "iburst"?
            'offset': 0, | | f: scenarios[0].servers[0]: "offset" is missing
            'offset': 0.05 | 'offset': '0.05' | f: scenarios[0].client.offset: expected a number from -1.0E8 to 1.0E8, found "0.05"
            'offset': 0.05 | 'offset': 0.05, 'offset': 1 | f: scenarios[0].client.offset: stands twice
            [4, 6] | [6, 4] | f: scenarios[0].client.poll[1]: expected a whole number from 6 to 17, found 4.0
            [4, 6] | [4] | f: scenarios[0].client.poll: expected [MINIMUM, MAXIMUM]
            [4, 6] | [4.5, 6] | f: scenarios[0].client.poll[0]: expected a whole number from -7 to 17, found 4.5
            true | 1 | f: scenarios[0].client.iburst: expected true or false, found 1.0
            'normal' | 'norml' | f: scenarios[0].client.freq[2]: does not begin with a function
            ['normal'] | 'normal' | f: scenarios[0].client.freq[2]: there is no variable "normal"; the function is ["normal"]
            ['normal'] | ['normal', 1] | f: scenarios[0].client.freq[2]: "normal" takes exactly 0, not 1 arguments
            ['normal'] | ['sine', 0] | f: scenarios[0].client.freq[2]: "sine" takes a period from 1 to 1e9, as a plain number
            ['normal'] | ['sine', ['normal']] | f: scenarios[0].client.freq[2]: "sine" takes a period from 1 to 1e9, as a plain number
            ['normal'] | ['equal'] | f: scenarios[0].client.freq[2]: "equal" takes at least 1, not 0 arguments
            ['normal'] | 'time' | f: scenarios[0].client.freq[2]: "time" is known in delays alone; here, ["sum", 1] counts the seconds
            ['normal'] | null | f: scenarios[0].client.freq[2]: expected a number, "time" or ["FUNCTION", ...]
            'down': 0.02, | | f: scenarios[0].servers[0]: "up" and "down" are missing, here or in the scenario
            'settle': 1000 | 'settle': 4000 | f: scenarios[0].settle: expected a whole number from 0 to 3999, found 4000.0
            'to': 4000 | 'to': 3000 | f: scenarios[0].windows[0].to: expected a whole number from 3001 to 4000, found 3000.0
            [{'offset': 0, 'freq': 0}] | [] | f: scenarios[0].servers: expected 1 to 100 servers
            'id': 'one' | 'id': 'a b' | f: scenarios[0].id: expected up to 40 letters, digits, dots, dashes, underscores
            [3, 4] | [0] | f: seeds[0]: expected a whole number from 1 to 2147483647, found 0.0
            'freq': 0} | 'freq': 0, 'leap': 'maybe'} | f: scenarios[0].servers[0].leap: expected one of none, insert, delete, unsynchronised, found "maybe"
            """)
    void mistakeIsNamedWithItsPlace(String sound, String wrong, String complaint) {
        String text = SOUND.replace(json(sound), wrong == null ? "" : json(wrong));
        List<String> problems = assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .problems();
        assertTrue(problems.stream().anyMatch(p -> p.startsWith(complaint)), problems.toString());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void allMistakesAreFoundAtOnce() {
        String text = SOUND.replace("\"duration\": 4000", "\"duration\": -1")
                .replace("true", "\"yes\"")
                .replace("[3, 4]", "{}");
        List<String> problems = assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .problems();
        assertTrue(problems.size() >= 3, problems.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | f: not JSON: unexpected end of file
            {"format" | f: not JSON: unexpected end of file
            {'format': 1} | f: not JSON: Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON
            {} {} | f: not JSON: Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON
            [] | f: expected an object, found an array
            """)
    void whatIsNotAnObjectIsRefused(String text, String complaint) {
        List<String> problems = assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .problems();
        assertTrue(problems.get(0).startsWith(complaint), problems.toString());
    }

    @Test
    void expressionsAreNotDeeperThanAnybodyWritesThem() throws ScenarioException {
        ScenarioReader.read("f", SOUND.replace("[\"normal\"]", nested(ExpressionReader.MAX_DEPTH - 1)));
        ScenarioException e = assertThrows(
                ScenarioException.class,
                () -> ScenarioReader.read("f", SOUND.replace("[\"normal\"]", nested(ExpressionReader.MAX_DEPTH))));
        assertTrue(e.getMessage().endsWith("nested more than 32 deep"), e.getMessage());
        assertThrows(
                ScenarioException.class,
                () -> ScenarioReader.read("f", SOUND.replace("[\"normal\"]", nested(100_000))));
    }

    private static String nested(int depth) {
        return "[\"+\", ".repeat(depth) + "1" + "]".repeat(depth);
    }

    @Test
    void costOfABadFileIsBounded() {
        String text = SOUND.replace("[3, 4]", "[" + "0, ".repeat(10_000) + "0]");
        List<String> problems = assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .problems();
        assertEquals(Problems.LIMIT + 1, problems.size());
        assertEquals("f: and " + (10_001 - Problems.LIMIT) + " more problems", problems.get(Problems.LIMIT));
        String endless = " ".repeat(ScenarioReader.MAX_LENGTH + 1);
        assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", endless));
    }

    @Test
    void complaintsCarryNoControlCharactersToTheTerminal() {
        String text = SOUND.replace("\"iburst\"", "\"\\u001b[31m\"");
        String message = assertThrows(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .getMessage();
        assertTrue(message.contains("?[31m"), message);
    }

    @Test
    void whatShipsIsSound() {
        assertEquals(25, BuiltInScenarios.compared().scenarios().size());
        assertEquals(20, BuiltInScenarios.compared().seeds().size());
        assertTrue(BuiltInScenarios.variants().ids().stream().allMatch(id -> id.startsWith("v-")));
        assertTrue(BuiltInScenarios.variants().seeds().stream()
                .noneMatch(BuiltInScenarios.compared().seeds()::contains));
    }
}
