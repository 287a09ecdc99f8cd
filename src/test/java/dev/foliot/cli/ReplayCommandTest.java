package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.daemon.Logging;
import dev.foliot.daemon.Recordings;
import dev.foliot.recording.Blocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person and a program are told of a recorded daemon. */
class ReplayCommandTest {
    @TempDir
    static Path directory;

    private static Path recording;

    private final Shell shell = new Shell();

    @BeforeAll
    static void record() throws IOException {
        recording = directory.resolve("recording");
        Recordings.make(recording, "liar and outage");
    }

    /** The command has switched it off, as it does in a process of its own. */
    @AfterAll
    static void logAgain() {
        Logging.start(System.Logger.Level.INFO, false);
    }

    @Test
    void theReasonsAreTold() {
        String account = replay().out();

        assertEquals(ExitCode.OK, shell.exitCode(), shell.err());
        assertContains(account, "Clock simulated: simulated\n");
        assertContains(account, "  192.0.2.1: is 192.0.2.1\n");
        assertContains(account, "  192.0.2.1:123: is asked from now on\n");
        assertContains(account, "  192.0.2.2:123: reply, offset +");
        assertContains(account, "    samples 4; the newest is ");
        assertTrue(account.lines().anyMatch(line -> line.matches("    3 agree, [23] needed; majority: .*")), account);
        assertTrue(
                account.lines()
                        .anyMatch(line -> line.matches(
                                "      x 192\\.0\\.2\\.4:123 \\+.* \\.\\. \\+.* voted out: does not hold [-+].* \\.\\. [-+].*, where the"
                                        + " others agree")),
                account);
        assertContains(account, "    -> step by +500 ms\n");
        assertContains(account, "  192.0.2.3:123: no answer\n");
        assertContains(account, "\nThe same, bit for bit: ");
    }

    @Test
    void quietTellsOnlyTheEnd() {
        assertEquals(5, replay("--quiet").out().lines().count(), shell::out);
    }

    @Test
    void verboseShowsTheWeightOfEverySample() {
        List<String> lines = replay("--verbose").out().lines().toList();
        int head = lines.indexOf(lines.stream()
                .filter(line -> line.contains(" Weight "))
                .skip(20)
                .findFirst()
                .orElseThrow());
        String count = lines.get(head - 1).replaceFirst(" *samples (\\d+);.*", "$1");
        double sum = lines.subList(head + 1, head + 1 + Integer.parseInt(count)).stream()
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ([\\d.]+) % .*", "$1")))
                .sum();
        assertEquals(100, sum, 0.1 * Integer.parseInt(count));
    }

    @Test
    void aSourceAndATimeAreEnough() {
        List<JsonObject> events =
                json("--source=192.0.2.4", "--since=2026-01-01T00:01:00Z", "--until=2026-01-01T00:02:00Z");

        JsonObject first = events.get(0);
        assertTrue(first.get("now_ns").getAsLong() >= 1_767_225_660_000_000_000L, first::toString);
        for (JsonObject event : events.subList(0, events.size() - 1)) {
            assertTrue(event.get("now_ns").getAsLong() <= 1_767_225_720_000_000_000L, event::toString);
            if (event.get("event").getAsString().equals("selected")) {
                assertEquals(1, event.getAsJsonArray("votes").size(), "of the liar alone");
            } else {
                assertEquals("192.0.2.4:123", event.get("address").getAsString());
            }
        }
        assertTrue(events.size() > 4, events::toString);
    }

    @Test
    void everyLineOfJsonIsAnObjectThatIsDocumented() throws IOException {
        String section = Files.readString(Path.of("docs", "commands.md")).split("\n## foliot replay\n", 2)[1];
        section = section.substring(0, section.indexOf("\n## "));
        Set<String> kinds = new TreeSet<>();
        for (JsonObject event : json()) {
            kinds.add(event.get("event").getAsString());
            for (String field : fields(event).toList()) {
                assertContains(section, "| `" + field + "` | ");
            }
        }
        for (String kind : kinds) {
            assertContains(section, "`" + kind + "`");
        }
        assertEquals(
                Set.of(
                        "end",
                        "estimated",
                        "frequency",
                        "measured",
                        "requested",
                        "resolved",
                        "selected",
                        "started",
                        "status",
                        "step",
                        "unanswered"),
                kinds);
    }

    @Test
    void theEndSaysThatItWasTheSame() {
        List<JsonObject> lines = json("--quiet");
        assertEquals(1, lines.size());
        JsonObject end = lines.get(0);
        assertTrue(end.get("identical").getAsBoolean());
        assertTrue(end.get("finished").getAsBoolean());
        assertTrue(end.get("trouble").isJsonNull());
    }

    @Test
    void aDifferenceIsToldWithItsPlaceAndAnExitCodeOfItsOwn() throws IOException {
        Path forged = directory.resolve("forged");
        List<byte[]> blocks = Blocks.read(recording);
        byte[] head = new String(blocks.get(0), StandardCharsets.ISO_8859_1)
                .replace("\"stepThresholdS\":0.128", "\"stepThresholdS\":1.280")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertFalse(Arrays.equals(blocks.get(0), head));
        blocks.set(0, head);
        Blocks.write(forged, blocks);

        shell.run("replay", "--quiet", forged.toString());

        assertEquals(ExitCode.DIFFERENT, shell.exitCode());
        assertTrue(
                shell.err()
                        .matches(
                                "foliot replay: .*forged, byte \\d+: the recording has Step\\[offsetNs=\\d+], the replay"
                                        + " [A-Z].*]\n"),
                shell::err);
    }

    @Test
    void damageIsToldWithItsPlaceAndAnExitCodeOfItsOwn() throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(directory.resolve("damaged"), bytes);

        shell.run("replay", "--json", "--quiet", damaged.toString());

        assertEquals(ExitCode.DATA, shell.exitCode());
        assertTrue(shell.err().contains("damaged, byte "), shell::err);
        JsonObject end = Json.parse(shell.out()).getAsJsonObject();
        assertFalse(end.get("identical").getAsBoolean());
        assertTrue(end.get("trouble").getAsString().contains("checksum"));
    }

    @Test
    void whatIsNoRecordingIsSaidToBeNone() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "something else altogether, at some length");
        shell.run("replay", other.toString());
        assertEquals(ExitCode.DATA, shell.exitCode());
        assertEquals(
                "foliot replay: " + other + ", byte 0: this is no recording, or one of another version's format\n",
                shell.err());

        shell.run("replay", directory.resolve("nothing").toString());
        assertEquals(ExitCode.NO_INPUT, shell.exitCode());

        shell.run("replay", "--since=yesterday", recording.toString());
        assertEquals(ExitCode.USAGE, shell.exitCode());
    }

    private Shell replay(String... options) {
        return shell.run(
                Stream.concat(Stream.of("replay"), Stream.concat(Stream.of(options), Stream.of(recording.toString())))
                        .toArray(String[]::new));
    }

    private List<JsonObject> json(String... options) {
        replay(Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new));
        return shell.out()
                .lines()
                .map(line -> Json.parse(line).getAsJsonObject())
                .collect(Collectors.toList());
    }

    /** The fields of an object, and those of the objects in its arrays. */
    private static Stream<String> fields(JsonObject object) {
        return object.entrySet().stream().flatMap(field -> {
            JsonElement value = field.getValue();
            return value.isJsonArray() && !value.getAsJsonArray().isEmpty()
                    ? fields(value.getAsJsonArray().get(0).getAsJsonObject()).map(name -> field.getKey() + "[]." + name)
                    : Stream.of(field.getKey());
        });
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no \"" + part + "\" in:\n" + text);
    }
}
