package dev.foliot.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands as a shell would, and keeps what they print. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Command> commands;
    private final Terminal terminal;
    private ExitCode exitCode;

    Shell() {
        this(Main.COMMANDS);
    }

    Shell(List<Command> commands) {
        this(commands, false, StandardCharsets.UTF_8, Map.of());
    }

    Shell(boolean interactive, Charset charset, Map<String, String> environment) {
        this(Main.COMMANDS, interactive, charset, environment);
    }

    private Shell(List<Command> commands, boolean interactive, Charset charset, Map<String, String> environment) {
        this.commands = commands;
        terminal = new Terminal(out, err, charset, interactive, environment);
    }

    Terminal terminal() {
        return terminal;
    }

    Shell run(String... words) {
        out.reset();
        err.reset();
        exitCode = Main.run(commands, words, terminal);
        return this;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
