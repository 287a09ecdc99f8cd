package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.AcceptHandler;
import dev.foliot.control.ClientsHandler;
import dev.foliot.control.ControlHandler;
import dev.foliot.control.ControlServer;
import dev.foliot.control.Json;
import dev.foliot.control.StatusHandler;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.Snapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a daemon, through a real control socket. */
@Timeout(60)
class DaemonCommandsTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    private ControlServer server;

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void statusOfASynchronisedDaemon() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("status.txt", ask("status").out());
        assertNoLineIsLongerThan(100);
    }

    @Test
    void statusOfADaemonThatHasJustStarted() throws IOException {
        serve(Snapshots.starting());
        Golden.check("status-starting.txt", ask("status").out());
        assertNoLineIsLongerThan(100);
    }

    @Test
    void statusOfADaemonThatRefusesToMoveTheClock() throws IOException {
        serve(Snapshots.panicking());
        Golden.check("status-panic.txt", ask("status").out());
        assertNoLineIsLongerThan(100);
    }

    @Test
    void daemonWithoutASourceInUseSaysThatItIsInHoldover() throws IOException {
        serve(Snapshots.coasting());
        String status = ask("status").out();
        assertTrue(status.contains("\nHoldover for 3 h 0 min: no source can be used, the bound grows by 15.030 ppm\n"));
        assertTrue(status.contains("\nWaiting for an answer from any source\n"));
        assertTrue(status.contains("; steered by somebody else 2 times\n"));
        stop();
        serve(Snapshots.synchronised());
        assertFalse(ask("status").out().contains("Holdover"));
    }

    @Test
    void sourceThatAnswersUselesslyIsNotSaidToBeSilent() throws IOException {
        serve(Snapshots.coasting());
        String sources = ask("sources").out();
        assertTrue(sources.contains("follower.example.com answers, but not usably: loop"), sources);
        assertTrue(sources.contains("silent.example.com   does not answer (Connection refused)"), sources);
        assertTrue(sources.lines().anyMatch(line -> line.matches("! keyless.example.com +- +- +0 .*")), sources);
        assertTrue(sources.contains("lost.example.com     does not answer (Connection refused)"), sources);
    }

    @Test
    void whatAPanicHasStoppedIsShownAndAcceptedByTheOffsetThatWasShown() throws IOException {
        List<Double> accepted = new ArrayList<>();
        serve(Map.of("status", new StatusHandler(Snapshots::panicking), "accept", new AcceptHandler(offsetS -> {
            accepted.add(offsetS);
            return offsetS > 0 ? Optional.empty() : Optional.of("the sources want something else");
        })));
        assertTrue(ask("accept").out().contains("foliot accept --offset=+1234.500"), shell.out());
        assertEquals(ExitCode.OK, ask("accept", "--offset=+1234.500").exitCode());
        assertEquals("Accepted: the clock is corrected by +1234.500 s\n", shell.out());
        assertEquals(ExitCode.TEMPORARY, ask("accept", "--offset=-1234.5").exitCode());
        assertEquals("foliot accept: the sources want something else\n", shell.err());
        assertEquals(ExitCode.USAGE, ask("accept", "--offset=inf").exitCode());
        assertEquals(List.of(1234.5, -1234.5), accepted);
        stop();
        serve(Snapshots.synchronised());
        assertEquals(
                "Nothing to accept: the daemon has refused no correction\n",
                ask("accept").out());
    }

    @Test
    void sourceThatIsAskedLessOftenThanConfiguredIsShownWithTheReason() throws IOException {
        serve(Snapshots.coasting());
        String why = "the server wants fewer requests (kiss code RATE)";
        String sources = ask("sources").out();
        assertTrue(
                sources.endsWith("\nAsked less often than configured:\n  follower.example.com " + why + "\n"), sources);
        assertTrue(ask("sources", "--verbose").out().contains(": " + why + "\n"));
        stop();
        serve(Snapshots.synchronised());
        assertFalse(ask("sources").out().contains("configured"));
    }

    @Test
    void waitingEndsWhenTheClockIsAsNearAsWasAskedFor() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        serve(Map.of(
                "status",
                new StatusHandler(() ->
                        asked.incrementAndGet() < 3 ? Snapshots.notYetSynchronised() : Snapshots.synchronised())));
        assertEquals(ExitCode.OK, ask("wait", "--max-error=5ms", "--timeout=30").exitCode());
        assertEquals(3, asked.get());
        assertEquals("Synchronised: this machine's clock is within 1.24 ms of true time\n", shell.out());
    }

    @Test
    void waitingForMoreThanTheDaemonPromisesEndsWithTheTime() throws IOException {
        serve(Snapshots.synchronised());
        assertEquals(
                ExitCode.TEMPORARY,
                ask("wait", "--max-error=1ms", "--timeout=1ms").exitCode());
        assertEquals("foliot wait: Synchronised: this machine's clock is within 1.24 ms of true time\n", shell.err());
    }

    @Test
    void nobodyWaitsForADaemonThatDoesNotSetTheClock() throws IOException {
        serve(Snapshots.starting());
        assertEquals(ExitCode.NO_PERMISSION, ask("wait").exitCode());
        assertEquals(
                "foliot wait: this machine's clock is not set:"
                        + " no permission to steer this machine's clock (CAP_SYS_TIME)\n",
                shell.err());
    }

    @Test
    void statusInColours() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("status-color.txt", ask("status", "--color=always").out());
    }

    @Test
    void statusAsJsonIsWhatTheDaemonSays() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("status.json", ask("status", "--json").out());
        assertEquals(Snapshots.synchronised(), Json.fromJson(Json.parse(shell.out()), DaemonSnapshot.class));
    }

    @Test
    void fieldsOfANewerDaemonPassThroughToJson() throws IOException {
        serve(Map.of("status", request -> Map.of("novelty", 1, "sources", List.of())));
        assertEquals("{\n  \"sources\": []\n}\n", ask("sources", "--json").out());
        assertTrue(ask("status", "--json").out().contains("\"novelty\": 1"), shell.out());
    }

    @Test
    void sourcesOfASynchronisedDaemon() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("sources.txt", ask("sources").out());
        assertNoLineIsLongerThan(80);
    }

    @Test
    void sourcesInColours() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("sources-color.txt", ask("sources", "--color=always").out());
    }

    @Test
    void sourcesInFull() throws IOException {
        serve(Snapshots.synchronised());
        Golden.check("sources-verbose.txt", ask("sources", "-v").out());
        assertNoLineIsLongerThan(80);
    }

    @Test
    void sourcesAsJsonAreThoseOfTheStatus() throws IOException {
        serve(Snapshots.synchronised());
        JsonObject status = Json.parse(ask("status", "--json").out()).getAsJsonObject();
        JsonObject sources = Json.parse(ask("sources", "--json").out()).getAsJsonObject();
        assertEquals(status.get("sources"), sources.get("sources"));
        assertEquals(1, sources.size());
    }

    @Test
    void withoutSourcesTheTableSaysWhy() {
        assertEquals(
                "No sources: none is configured, or their names do not resolve yet.\n",
                SourcesText.of(List.of(), true, Palette.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "sources", "wait"})
    void withoutADaemonTheUserIsToldSo(String command) {
        assertEquals(ExitCode.UNAVAILABLE, ask(command).exitCode());
        assertEquals(
                "foliot " + command + ": " + socket() + ": no daemon is running (there is no such socket)\n",
                shell.err());
        assertEquals("", shell.out());
    }

    @Test
    void aSocketOfSomethingElseIsAProtocolError() throws IOException {
        serve(Map.of("status", request -> List.of(1)));
        assertEquals(ExitCode.PROTOCOL, ask("status").exitCode());
    }

    @Test
    void clientsThatAskMostComeFirst() throws IOException {
        serve(Map.of("clients", new ClientsHandler(Snapshots::clients)));
        Golden.check("clients.txt", ask("clients", "--count=3").out());
        assertNoLineIsLongerThan(80);
    }

    @Test
    void clientsAreSortedAsOneLikes() throws IOException {
        serve(Map.of("clients", new ClientsHandler(Snapshots::clients)));
        assertTrue(ask("clients", "--sort=limited", "-n", "1").out().contains("\n2001:db8::dead:beef "));
        assertTrue(ask("clients", "--sort=latest", "-n", "1").out().contains("\n198.51.100.8 "));
        assertEquals(ExitCode.USAGE, ask("clients", "--sort=first").exitCode());
        assertEquals(
                "foliot clients: --sort: \"first\" is not one of requests, limited, latest",
                shell.err().lines().findFirst().orElseThrow());
    }

    @Test
    void serverWithoutClientsSaysSo() throws IOException {
        serve(Map.of("clients", new ClientsHandler(List::of)));
        assertEquals("Nobody has asked this server yet.\n", ask("clients").out());
    }

    @Test
    void aDaemonThatIsNotReadyIsUnavailable() throws IOException {
        serve(Map.of("status", new StatusHandler(() -> null)));
        assertEquals(ExitCode.UNAVAILABLE, ask("status").exitCode());
        assertEquals("foliot status: " + socket() + ": the daemon is still starting\n", shell.err());
    }

    @Test
    void aFileThatIsNoSocketIsNoDaemon() throws IOException {
        Files.writeString(socket(), "text", StandardCharsets.UTF_8);
        assertEquals(ExitCode.UNAVAILABLE, ask("status").exitCode());
    }

    private void serve(DaemonSnapshot snapshot) throws IOException {
        serve(Map.of("status", new StatusHandler(() -> snapshot)));
    }

    private void serve(Map<String, ControlHandler> handlers) throws IOException {
        server = ControlServer.start(socket(), 0600, handlers);
    }

    private Shell ask(String command, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = command;
        words[1] = "--socket";
        words[2] = socket().toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return shell.run(words);
    }

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private void assertNoLineIsLongerThan(int columns) {
        shell.out().lines().forEach(line -> assertTrue(line.length() <= columns, line));
    }
}
