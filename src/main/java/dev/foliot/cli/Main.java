package dev.foliot.cli;

import dev.foliot.config.Spelling;
import dev.foliot.daemon.NativePorts;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The program {@code foliot}: finds the command, and turns how it ends into an exit code. */
public final class Main {
    static final List<Command> COMMANDS = List.of(
            new DemoCommand(),
            new DaemonCommand(),
            new QueryCommand(NativeProbe::open),
            new SyncCommand(NativePorts::open),
            new StatusCommand(),
            new SourcesCommand(),
            new WaitCommand(),
            new AcceptCommand(),
            new ReplayCommand(),
            new CheckCommand(),
            new SimulateCommand(),
            new AccuracyCommand(),
            new SelftestCommand(NativeMachine::open),
            new VersionCommand());

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, Terminal.system()));
    }

    /** Runs one command, without leaving the process. */
    static int run(String[] args, Terminal terminal) {
        return run(COMMANDS, args, terminal).code();
    }

    static ExitCode run(List<Command> commands, String[] args, Terminal terminal) {
        try {
            return dispatch(commands, Arrays.asList(args), terminal);
        } catch (OutputException e) {
            if (e.readerLeft()) {
                return ExitCode.OK;
            }
            terminal.complain("foliot: standard output: " + e.getMessage());
            return ExitCode.IO_ERROR;
        }
    }

    private static ExitCode dispatch(List<Command> commands, List<String> words, Terminal terminal) {
        Palette palette = terminal.palette(ColorMode.AUTO);
        if (words.isEmpty()) {
            terminal.complain(Help.overview(commands, Palette.PLAIN).stripTrailing());
            return ExitCode.USAGE;
        }
        String word = words.get(0);
        if (word.equals("--version")) {
            return execute(new VersionCommand(), List.of(), terminal);
        }
        boolean help = List.of("help", "--help", "-h").contains(word);
        if (help && words.size() == 1) {
            terminal.print(Help.overview(commands, palette));
            return ExitCode.OK;
        }
        String name = help ? words.get(1) : word;
        Optional<Command> command =
                commands.stream().filter(c -> c.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            List<String> names = commands.stream().map(Command::name).toList();
            terminal.complain("foliot: there is no command \"" + name + "\"" + question(name, names, "")
                    + "\nTry 'foliot help'.");
            return ExitCode.USAGE;
        }
        return execute(command.get(), help ? List.of("--help") : words.subList(1, words.size()), terminal);
    }

    private static ExitCode execute(Command command, List<String> words, Terminal terminal) {
        String prefix = "foliot " + command.name() + ": ";
        try {
            Invocation call = new Invocation(command, parse(command, words), terminal);
            if (call.has("help")) {
                terminal.print(Help.of(command, call.palette()));
                return ExitCode.OK;
            }
            return command.run(call);
        } catch (UsageException e) {
            terminal.complain(prefix + e.getMessage() + "\nTry 'foliot " + command.name() + " --help'.");
            return e.exitCode();
        } catch (CommandException e) {
            terminal.complain(prefix + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            terminal.complain(prefix + e.getMessage());
            return ExitCode.IO_ERROR;
        } catch (InterruptedException e) {
            terminal.complain(prefix + "interrupted");
            return ExitCode.TEMPORARY;
        } catch (UnsatisfiedLinkError e) {
            terminal.complain(prefix + e.getMessage());
            return ExitCode.OS_ERROR;
        } catch (InvalidPathException e) {
            // A letter that the locale's encoding lacks, or the character 0.
            terminal.complain(prefix + "no file can be called \"" + e.getInput() + "\" in this locale");
            return ExitCode.USAGE;
        } catch (OutputException e) {
            throw e;
        } catch (RuntimeException e) {
            terminal.complain(prefix + "this is a fault of foliot, please report it:");
            terminal.complain(e);
            return ExitCode.SOFTWARE;
        }
    }

    /** Every option of a command, in the order of its help. */
    static List<Option> options(Command command) {
        List<Option> all = new ArrayList<>(command.options());
        all.add(CommonOptions.color());
        all.add(CommonOptions.help());
        return all;
    }

    private static CommandLine parse(Command command, List<String> words) throws UsageException {
        Options options = new Options();
        options(command).forEach(options::addOption);
        try {
            // An abbreviation that is unique today is not tomorrow, so none is accepted.
            DefaultParser parser =
                    DefaultParser.builder().setAllowPartialMatching(false).get();
            return parser.parse(options, words.toArray(String[]::new));
        } catch (UnrecognizedOptionException e) {
            List<String> names =
                    options.getOptions().stream().map(Option::getLongOpt).toList();
            String typed = e.getOption().replaceFirst("^-+", "").replaceFirst("=.*", "");
            throw new UsageException("there is no option " + e.getOption() + question(typed, names, "--"));
        } catch (MissingArgumentException e) {
            Option option = e.getOption();
            throw new UsageException("--" + option.getLongOpt() + " needs its " + option.getArgName());
        } catch (ParseException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** What was meant, to end a complaint with; empty when nothing is near. */
    private static String question(String typed, List<String> words, String prefix) {
        return Spelling.nearest(typed, words)
                .map(near -> "; did you mean " + prefix + near + "?")
                .orElse("");
    }
}
