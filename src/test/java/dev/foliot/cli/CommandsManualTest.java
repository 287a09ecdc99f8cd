package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.config.SystemPaths;
import dev.foliot.manual.ManualPage;
import dev.foliot.selection.SourceRole;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What foliot(1) and foliotd(8) say of commands, options and exit codes is so. The pages speak of Linux's paths; packages
 * for other systems put theirs in.
 */
class CommandsManualTest {
    private static final Set<ExitCode> NOT_OF_THE_DAEMON =
            EnumSet.of(ExitCode.DIFFERENT, ExitCode.DATA, ExitCode.PROTOCOL);

    private final ManualPage foliot;
    private final ManualPage foliotd;

    CommandsManualTest() throws IOException {
        foliot = ManualPage.read("foliot.1");
        foliotd = ManualPage.read("foliotd.8");
    }

    static List<Command> commands() {
        return Main.COMMANDS;
    }

    @Test
    void everyCommandIsThereWithItsArgumentsAndNoOtherIs() {
        assertEquals(
                Main.COMMANDS.stream().map(CommandsManualTest::title).toList(),
                foliot.titles().stream().filter(t -> t.startsWith("foliot ")).toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasTheOptionsThatItHas(Command command) {
        assertOptions(command.options(), foliot.items(title(command)));
    }

    @Test
    void theDaemonHasTheOptionsThatItHas() {
        assertOptions(new DaemonCommand().options(), foliotd.items("DESCRIPTION"));
    }

    @Test
    void commonOptionsAreThere() {
        assertOptions(List.of(CommonOptions.color(), CommonOptions.help()), foliot.items("DESCRIPTION"));
    }

    @Test
    void everySymbolOfASourceIsExplained() {
        List<String> labels = foliot.items("foliot sources").stream()
                .map(ManualPage.Item::label)
                .toList();
        for (SourceRole role : SourceRole.values()) {
            assertTrue(labels.contains(String.valueOf(role.symbol())), role.name());
        }
    }

    @Test
    void exitCodesAreThoseOfTheProgram() {
        assertEquals(
                Arrays.stream(ExitCode.values())
                        .map(code -> new ManualPage.Item(String.valueOf(code.code()), code.meaning()))
                        .toList(),
                foliot.items("EXIT STATUS"));
    }

    @Test
    void exitCodesOfTheDaemonAreThoseOfAProgramThatMeetsNoProtocolErrorAndReplaysNothing() {
        assertEquals(
                Arrays.stream(ExitCode.values())
                        .filter(code -> !NOT_OF_THE_DAEMON.contains(code))
                        .map(code -> String.valueOf(code.code()))
                        .toList(),
                foliotd.items("EXIT STATUS").stream()
                        .map(ManualPage.Item::label)
                        .toList());
    }

    private static String title(Command command) {
        return ("foliot " + command.name() + " " + command.arguments()).strip();
    }

    /** Each item that is an option begins with what its help says; there may be items that are none. */
    private static void assertOptions(List<Option> options, List<ManualPage.Item> items) {
        List<ManualPage.Item> found =
                items.stream().filter(item -> item.label().matches("-.+")).toList();
        assertEquals(
                options.stream().map(CommandsManualTest::label).toList(),
                found.stream().map(ManualPage.Item::label).toList());
        for (int i = 0; i < found.size(); i++) {
            String help = sentence(options.get(i).getDescription());
            assertTrue(found.get(i).text().startsWith(help), found.get(i) + "\nnot: " + help);
        }
    }

    private static String label(Option option) {
        String value = option.hasArg() ? option.getArgName() : "";
        return Stream.of(
                        option.getOpt() == null ? "" : ("-" + option.getOpt() + " " + value).strip() + ", ",
                        "--" + option.getLongOpt(),
                        value.isEmpty() ? "" : "=" + value)
                .reduce("", String::concat);
    }

    private static String sentence(String description) {
        String linux = description
                .replace(SystemPaths.NATIVE.configuration().toString(), "/etc/foliot")
                .replace(SystemPaths.NATIVE.run().toString(), "/run/foliot");
        return Character.toUpperCase(linux.charAt(0)) + linux.substring(1) + ".";
    }
}
