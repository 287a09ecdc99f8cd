package dev.foliot.cli;

/** A command cannot go on. The message is for the user: what is wrong, and where. */
public class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public CommandException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
