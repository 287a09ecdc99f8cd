package dev.foliot.cli;

import dev.foliot.config.Configuration;
import dev.foliot.config.ConfigurationReader;
import dev.foliot.config.Problem;
import dev.foliot.config.Problem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the configuration on behalf of a command that has the option {@code --config}. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    /** The configuration. Warnings, and every error when there is one, go to standard error. */
    static Configuration read(Invocation call) throws CommandException {
        Path file = call.path("config", ConfigurationReader.DEFAULT_FILE);
        ConfigurationReader.Result result = read(file);
        result.problems().forEach(problem -> call.terminal().complain(problem.toString()));
        return result.configuration()
                .orElseThrow(() -> new CommandException(ExitCode.CONFIG, file + ": " + count(result)));
    }

    /** Whatever there is to say of the file. */
    static ConfigurationReader.Result read(Path file) throws CommandException {
        if (!Files.exists(file)) {
            throw new CommandException(ExitCode.NO_INPUT, file + ": does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new CommandException(ExitCode.NO_INPUT, file + ": may not be read by this user");
        }
        return ConfigurationReader.read(file);
    }

    /** {@code 2 errors, 1 warning}. */
    static String count(ConfigurationReader.Result result) {
        long errors = count(result, Severity.ERROR);
        long warnings = count(result, Severity.WARNING);
        String text = errors + (errors == 1 ? " error" : " errors");
        return warnings == 0 ? text : text + ", " + warnings + (warnings == 1 ? " warning" : " warnings");
    }

    private static long count(ConfigurationReader.Result result, Severity severity) {
        return result.problems().stream()
                .map(Problem::severity)
                .filter(severity::equals)
                .count();
    }
}
