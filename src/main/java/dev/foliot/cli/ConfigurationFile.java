package dev.foliot.cli;

import dev.foliot.config.Configuration;
import dev.foliot.config.ConfigurationReader;
import dev.foliot.config.Problem;
import java.nio.file.Path;

/** The configuration that a command runs with. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    /**
     * Reads the file that {@code --config} names, or the default one; its problems go to standard error.
     *
     * @throws CommandException when there are errors among them
     */
    static Configuration read(Invocation call) throws CommandException {
        Path file = call.path("config", ConfigurationReader.DEFAULT_FILE);
        ConfigurationReader.Result result = ConfigurationReader.read(file);
        for (Problem problem : result.problems()) {
            call.terminal().complain(problem.toString());
        }
        return result.configuration()
                .orElseThrow(() -> new CommandException(ExitCode.CONFIG, "the configuration is not usable"));
    }
}
