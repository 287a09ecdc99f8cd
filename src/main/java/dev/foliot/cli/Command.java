package dev.foliot.cli;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Option;

/** One subcommand of {@code foliot}. It has no state: {@link #run} may be called again and again. */
public interface Command {
    /** What is typed, in lower case. */
    String name();

    /** What it takes besides options, as in {@code [FILE]}; empty for nothing. */
    default String arguments() {
        return "";
    }

    /** What it does: one line without a full stop. */
    String summary();

    /** What its help says besides the summary and the options: one paragraph, which is wrapped; may be empty. */
    default String details() {
        return "";
    }

    /** Its own options; {@code --help} and {@code --color} are common to all. */
    List<Option> options();

    /**
     * Does it.
     *
     * @return how it ended, when it ended as it should
     * @throws CommandException when it cannot be done, with the reason for the user
     * @throws IOException when input or output fails
     */
    ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException;
}
