package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.scenario.BuiltInScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code foliot simulate} and {@code foliot accuracy} as they are typed. */
class SimulateCommandTest {
    private static final String SCENARIO = """
            {"format": "clk-scenarios/1", "scenarios": [
              {"id": "short", "title": "a short world", "servers": [{"offset": 0, "freq": 0}], "up": 0.01, "down": 0.01,
               "client": {"offset": 0.001, "freq": 1e-5, "poll": [4, 4]},
               "duration": 900, "settle": 300, "threshold": 0.001, "hold": 100}]}
            """;

    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("s.json"), text).toString();
    }

    @Test
    void scenarioOfAFileIsRun() throws IOException {
        shell.run("simulate", file(SCENARIO));
        assertEquals(ExitCode.OK, shell.exitCode(), shell.err());
        assertTrue(shell.out().startsWith("short: a short world\ntime error      RMS "), shell.out());
        assertTrue(shell.out().contains("\nrequests        57, to each server one in 16.0 s\n"), shell.out());
    }

    @Test
    void severalSeedsGiveALineEachAndTheMedian() throws IOException {
        shell.run("simulate", file(SCENARIO), "short", "--seeds=7-9");
        assertEquals(ExitCode.OK, shell.exitCode(), shell.err());
        assertTrue(shell.out().matches("(?s).*\nSeed .*\n7 .*\n8 .*\n9 .*\nmedian .*"), shell.out());
    }

    @Test
    void plotIsWrittenWhereAsked() throws IOException {
        Path plot = directory.resolve("p.svg");
        shell.run("simulate", file(SCENARIO), "--plot", plot.toString());
        assertEquals(ExitCode.OK, shell.exitCode(), shell.err());
        assertTrue(Files.readString(plot).startsWith("<svg "));

        shell.run(
                "simulate",
                file(SCENARIO),
                "--plot",
                directory.resolve("no/p.svg").toString());
        assertEquals(ExitCode.IO_ERROR, shell.exitCode());
        assertTrue(shell.err().contains("no/p.svg: cannot be written: there is no such directory"), shell.err());
    }

    @Test
    void everyScenarioIsListed() {
        shell.run("simulate", "--list");
        BuiltInScenarios.all().ids().forEach(id -> assertTrue(shell.out().contains("\n" + id + " "), id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            simulate | something is missing
            simulate b2g | there is no scenario "b2g"; did you mean b2f?
            simulate b2f c1 | too much on the line: c1
            simulate b2f --seed=0 | --seed: "0" is not a whole number from 1
            simulate b2f --seeds=5-1 | --seeds: "5-1" is not a seed from 1 on, or a range
            simulate b2f --seeds=1-99999 | or a range as 1-20 of at most 10000 of them
            simulate b2f --seed=1 --seeds=1-2 | --seed and --seeds do not go together
            simulate b2f --seeds=1-2 --plot=x.svg | --plot: a plot shows one world; there are 2 seeds
            simulate --clknetsim --json | --clknetsim and --json do not go together
            accuracy nowhere | there is no scenario "nowhere"
            accuracy b2f --variants | --variants means all of them
            accuracy b2f --chronyd=/bin/true | --chronyd goes with --clknetsim
            accuracy b2f --bounds --json | --bounds and --json do not go together
            accuracy b2f --bounds --clknetsim=. | --bounds and --clknetsim do not go together
            accuracy b2f --bounds --asymmetry=2 | --asymmetry: "2" is not a number from 0.0 to 1.0
            accuracy b2f --asymmetry=0.1 | --asymmetry goes with --bounds
            accuracy b2f --json --markdown | --json and --markdown do not go together
            """)
    void wrongLinesAreExplained(String line, String complaint) {
        shell.run(line.split(" "));
        assertEquals(ExitCode.USAGE, shell.exitCode());
        assertTrue(shell.err().contains(complaint), shell.err());
    }

    @Test
    void wrongFilesAreExplained() throws IOException {
        String path = file(SCENARIO.replace("\"settle\"", "\"setle\""));
        shell.run("simulate", path);
        assertEquals(ExitCode.CONFIG, shell.exitCode());
        assertTrue(
                shell.err().contains(path + ": scenarios[0].setle: unknown field; did you mean \"settle\"?"),
                shell.err());

        shell.run("simulate", directory.resolve("none.json").toString());
        assertEquals(ExitCode.NO_INPUT, shell.exitCode());

        shell.run("simulate", file(SCENARIO.replace("1e-5", "0.3")));
        assertEquals(ExitCode.CONFIG, shell.exitCode(), shell.err());
        assertTrue(shell.err().contains("short: oscillator is off by 0.3 at 0 s; the limit is 0.2"), shell.err());

        Files.write(directory.resolve("s.json"), new byte[] {(byte) 0xff, 0});
        shell.run("simulate", path);
        assertEquals(ExitCode.CONFIG, shell.exitCode());
        assertTrue(shell.err().contains("not UTF-8"), shell.err());
    }

    @Test
    void tableHasARowForEachScenarioAndTheMean() {
        shell.run("accuracy", "e1", "t0", "--seeds=1-2");
        assertEquals(ExitCode.OK, shell.exitCode(), shell.err());
        assertTrue(shell.out().matches("(?s)Id .*\ne1 .*\nt0 .*\ngeometric mean of the ratios: \\d.*"), shell.out());
        assertTrue(shell.err().contains("1/2"), "progress: " + shell.err());

        shell.run("accuracy", "t0", "--seeds=1-2", "--markdown");
        assertTrue(shell.out().startsWith("| id | scenario | Foliot | chrony |"), shell.out());

        shell.run("accuracy", "v-settle", "--seeds=101", "--json");
        JsonObject row = Json.parse(shell.out())
                .getAsJsonObject()
                .getAsJsonArray("scenarios")
                .get(0)
                .getAsJsonObject();
        assertTrue(row.get("mark").isJsonNull());
        assertTrue(row.get("ratio_to_mark").isJsonNull());
    }

    @Test
    void worldsWithoutPeersHaveNoColumnsForThem() {
        shell.run("accuracy", "v-settle", "--seeds=101");
        assertFalse(shell.out().contains("chrony"), shell.out());
    }

    @Test
    void clknetsimThatIsNotThereIsNamed() {
        shell.run("accuracy", "t0", "--clknetsim=" + directory);
        assertEquals(ExitCode.NO_INPUT, shell.exitCode());
        assertTrue(shell.err().contains(directory.resolve("clknetsim") + ": there is no such program"), shell.err());
    }
}
