package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    static final String THREE_ERRORS = """
            [[source]]
            mode = "sever"
            address = "192.0.2.1"

            [[source]]
            mode = "server"
            adress = "192.0.2.2"

            [synchronization]
            minimum-agreeing-sources = 0
            """;

    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    @Test
    void aConfigurationWithoutProblemsIsValid() throws IOException {
        Path file = write("[[source]]\nmode = \"server\"\naddress = \"192.0.2.1\"\n");
        assertEquals(
                file + ": valid, 1 source\n",
                shell.run("check", file.toString()).out());
        assertEquals(ExitCode.OK, shell.exitCode());
    }

    @Test
    void everyErrorIsReportedAtOnceWithItsPlace() throws IOException {
        Path file = write(THREE_ERRORS);
        assertEquals(ExitCode.CONFIG, shell.run("check", file.toString()).exitCode());
        for (String place : new String[] {":2:", ":7:1: ", ":10:"}) {
            assertTrue(shell.out().contains(file + place), shell.out());
        }
        assertTrue(shell.out().contains(file + ": not valid ("), shell.out());
        assertEquals("", shell.err());
    }

    @Test
    void aNameThatNoFileCanHaveIsAMistakeInTheCommandLine() {
        assertEquals(ExitCode.USAGE, shell.run("check", "foliot\0.toml").exitCode());
        assertTrue(shell.err().contains("no file can be called \"foliot\0.toml\""), shell.err());
    }

    @Test
    void theSameAsJson() throws IOException {
        Path file = write(THREE_ERRORS);
        JsonObject report =
                Json.parse(shell.run("check", "--json", file.toString()).out()).getAsJsonObject();
        assertEquals(file.toString(), report.get("file").getAsString());
        assertEquals(false, report.get("valid").getAsBoolean());
        JsonObject first = report.getAsJsonArray("problems").get(0).getAsJsonObject();
        assertEquals("error", first.get("severity").getAsString());
        assertEquals(2, first.get("line").getAsInt());
        assertTrue(first.get("column").getAsInt() > 0);
        assertTrue(first.get("message").getAsString().contains("sever"), first.toString());
        assertEquals(ExitCode.CONFIG, shell.exitCode());
    }

    @Test
    void aFileThatIsNotThereIsNoInput() {
        Path file = directory.resolve("absent.toml");
        assertEquals(ExitCode.NO_INPUT, shell.run("check", file.toString()).exitCode());
        assertEquals("foliot check: " + file + ": does not exist\n", shell.err());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("foliot.toml"), text);
    }
}
