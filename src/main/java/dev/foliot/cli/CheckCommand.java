package dev.foliot.cli;

import dev.foliot.config.ConfigurationReader;
import dev.foliot.config.Problem;
import dev.foliot.config.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot check}: every problem in a configuration. */
final class CheckCommand implements Command {
    /**
     * What {@code --json} prints.
     *
     * @param valid whether a daemon would start with it
     */
    private record Report(String file, boolean valid, List<Finding> problems) {}

    /** One problem; line and column are null for the file as a whole. */
    private record Finding(Severity severity, String file, Integer line, Integer column, String message) {
        static Finding of(Problem problem) {
            boolean placed = problem.position().line() > 0;
            return new Finding(
                    problem.severity(),
                    problem.position().file().toString(),
                    placed ? problem.position().line() : null,
                    placed ? problem.position().column() : null,
                    problem.message());
        }
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String arguments() {
        return "[FILE]";
    }

    @Override
    public String summary() {
        return "validate a configuration: every problem, with line and column";
    }

    @Override
    public String details() {
        return "Reads what the daemon would read, FILE (default " + ConfigurationReader.DEFAULT_FILE
                + ") and conf.d/*.toml beside it. Ends with 78 when there is an error, with 66 when there is no such file.";
    }

    @Override
    public List<Option> options() {
        return List.of(CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException {
        List<String> arguments = call.arguments(0, 1);
        Path file = arguments.isEmpty() ? ConfigurationReader.DEFAULT_FILE : Path.of(arguments.get(0));
        ConfigurationReader.Result result = CertificateFiles.check(ConfigurationFile.read(file));
        boolean valid = result.configuration().isPresent();
        if (call.json()) {
            List<Finding> findings = result.problems().stream().map(Finding::of).toList();
            call.terminal().printJson(new Report(file.toString(), valid, findings));
        } else {
            call.terminal().print(text(file, result, call.palette()));
        }
        return valid ? ExitCode.OK : ExitCode.CONFIG;
    }

    private static String text(Path file, ConfigurationReader.Result result, Palette palette) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : result.problems()) {
            String line = problem.toString();
            text.append(problem.severity() == Severity.ERROR ? palette.bad(line) : palette.warning(line))
                    .append('\n');
        }
        String verdict = result.configuration()
                .map(c -> palette.good("valid") + ", " + sources(c.sources().size()))
                .orElse(palette.bad("not valid"));
        String count = result.problems().isEmpty() ? "" : " (" + ConfigurationFile.count(result) + ")";
        return text.append(file)
                .append(": ")
                .append(verdict)
                .append(count)
                .append('\n')
                .toString();
    }

    private static String sources(int count) {
        return count + (count == 1 ? " source" : " sources");
    }
}
