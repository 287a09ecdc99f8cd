package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final Shell shell = new Shell();

    static List<Command> commands() {
        return Main.COMMANDS;
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpNamesEveryCommandAndWhatItDoes(String word) {
        assertEquals(ExitCode.OK, shell.run(word).exitCode());
        for (Command command : Main.COMMANDS) {
            assertTrue(shell.out().contains("  " + command.name() + " "), command.name());
            assertTrue(unwrapped(shell.out()).contains(command.summary()), command.name());
        }
        assertEquals("", shell.err());
        shell.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandsHelpNamesItsOptionsWithin80Columns(Command command) {
        assertEquals(ExitCode.OK, shell.run(command.name(), "--help").exitCode());
        String help = shell.out();
        Set<String> names = new HashSet<>();
        for (Option option : Main.options(command)) {
            assertTrue(help.contains("--" + option.getLongOpt()), option.getLongOpt());
            assertTrue(names.add(option.getLongOpt()), option.getLongOpt() + " is there twice");
            assertFalse(option.getDescription().isBlank(), option.getLongOpt());
        }
        assertTrue(help.startsWith("Usage: foliot " + command.name() + " [OPTION...]"), help);
        assertTrue(unwrapped(help).contains(command.summary().substring(1) + ". "), help);
        assertTrue(unwrapped(help).contains(unwrapped(command.details())), help);
        help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        assertEquals(help, shell.run("help", command.name()).out());
    }

    @Test
    void withoutACommandTheOverviewIsAComplaint() {
        assertEquals(ExitCode.USAGE, shell.run().exitCode());
        assertEquals("", shell.out());
        assertTrue(shell.err().contains("Usage:"), shell.err());
    }

    @ParameterizedTest
    @CsvSource({"statsu, status", "SOURCES, sources", "source, sources", "frobnicate, ''"})
    void anUnknownCommandNamesTheNearest(String typed, String nearest) {
        assertEquals(ExitCode.USAGE, shell.run(typed).exitCode());
        String question = nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
        assertEquals(
                "foliot: there is no command \"" + typed + "\"" + question + "\nTry 'foliot help'.\n", shell.err());
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertEquals(ExitCode.USAGE, shell.run("status", "--jsno").exitCode());
        assertEquals(
                "foliot status: there is no option --jsno; did you mean --json?\nTry 'foliot status --help'.\n",
                shell.err());
    }

    @Test
    void anAbbreviatedOptionIsNotAccepted() {
        assertEquals(ExitCode.USAGE, shell.run("status", "--js").exitCode());
        assertEquals(ExitCode.USAGE, shell.run("status", "--sock=/nowhere").exitCode());
        assertTrue(shell.err().contains("there is no option --sock=/nowhere; did you mean --socket?"), shell.err());
    }

    @Test
    void anOptionWithoutItsValueSaysWhatItNeeds() {
        assertEquals(ExitCode.USAGE, shell.run("status", "--socket").exitCode());
        assertTrue(shell.err().startsWith("foliot status: --socket needs its PATH\n"), shell.err());
    }

    @Test
    void tooManyArgumentsAreAUsageError() {
        assertEquals(ExitCode.USAGE, shell.run("status", "now").exitCode());
        assertTrue(shell.err().startsWith("foliot status: too much on the line: now\n"), shell.err());
    }

    @Test
    void aWrongColorModeIsAUsageError() {
        assertEquals(ExitCode.USAGE, shell.run("version", "--color=mauve").exitCode());
        assertTrue(shell.err().startsWith("foliot version: --color: \"mauve\" is not auto, always or never\n"));
    }

    @Test
    void aFaultOfOursIsReportedAsSuch() {
        assertEquals(ExitCode.SOFTWARE, run(new IllegalStateException("oops")));
        assertTrue(shell.err().contains("this is a fault of foliot"), shell.err());
        assertTrue(shell.err().contains("IllegalStateException: oops"), shell.err());
    }

    @Test
    void failuresOfInputAndOutputAndOfPermissionHaveTheirOwnCodes() {
        assertEquals(ExitCode.IO_ERROR, run(new IOException("disk on fire")));
        assertEquals("foliot broken: disk on fire\n", shell.err());
        assertEquals(ExitCode.NO_PERMISSION, run(new CommandException(ExitCode.NO_PERMISSION, "not you")));
        assertEquals(ExitCode.TEMPORARY, run(new InterruptedException()));
    }

    @Test
    void versionIsReportedInBothWays() {
        String text = shell.run("version").out();
        JsonObject json = Json.parse(shell.run("version", "--json").out()).getAsJsonObject();
        assertEquals(
                List.of("version", "java_version", "java_vendor", "os_name", "os_version", "os_arch"),
                List.copyOf(json.keySet()));
        assertTrue(text.startsWith("foliot " + json.get("version").getAsString() + "\nJava "), text);
        assertEquals(text, shell.run("--version").out());
    }

    private static String unwrapped(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private ExitCode run(Exception failure) {
        Command broken = new Command() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String summary() {
                return "fails";
            }

            @Override
            public List<Option> options() {
                return List.of();
            }

            @Override
            public ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException {
                if (failure instanceof CommandException e) {
                    throw e;
                } else if (failure instanceof IOException e) {
                    throw e;
                } else if (failure instanceof InterruptedException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        };
        return Main.run(List.of(broken), new String[] {"broken"}, shell.terminal());
    }
}
