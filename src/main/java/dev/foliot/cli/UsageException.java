package dev.foliot.cli;

/** The command line is wrong. */
public final class UsageException extends CommandException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(ExitCode.USAGE, message);
    }
}
