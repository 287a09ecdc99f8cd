package dev.foliot.cli;

import dev.foliot.config.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;

/** What the user has typed after the command's name, and where the answer goes. */
public final class Invocation {
    private final Command command;
    private final CommandLine line;
    private final Terminal terminal;
    private final Palette palette;

    Invocation(Command command, CommandLine line, Terminal terminal) throws UsageException {
        this.command = command;
        this.line = line;
        this.terminal = terminal;
        this.palette = terminal.palette(colorMode(line.getOptionValue("color", "auto")));
    }

    public Terminal terminal() {
        return terminal;
    }

    public Palette palette() {
        return palette;
    }

    /** Whether a long option was given. */
    public boolean has(String option) {
        return line.hasOption(option);
    }

    /** Complains when {@code option} is given together with one of {@code others}. */
    public void refuseTogether(String option, String... others) throws UsageException {
        for (String other : others) {
            if (has(option) && has(other)) {
                throw new UsageException("--" + option + " and --" + other + " do not go together");
            }
        }
    }

    public boolean json() {
        return has("json");
    }

    /** What stands on the line besides options. */
    public List<String> arguments(int least, int most) throws UsageException {
        List<String> arguments = line.getArgList();
        if (arguments.size() < least) {
            throw new UsageException("something is missing: " + command.arguments());
        }
        if (arguments.size() > most) {
            throw new UsageException("too much on the line: " + arguments.get(most));
        }
        return arguments;
    }

    /** The value of an option as it was typed, or null. */
    public String value(String option) {
        return line.getOptionValue(option);
    }

    public Path path(String option, Path otherwise) {
        String value = line.getOptionValue(option);
        return value == null ? otherwise : Path.of(value);
    }

    /** The value of an option that takes a whole number. */
    public int integer(String option, int least, int most, int otherwise) throws UsageException {
        String value = line.getOptionValue(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException(
                "--" + option + ": \"" + value + "\" is not a whole number from " + least + " to " + most);
    }

    /** The value of an option that takes a number without a unit. */
    public double number(String option, double least, double most, double otherwise) throws UsageException {
        String value = line.getOptionValue(option);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException("--" + option + ": \"" + value + "\" is not a number from " + least + " to " + most);
    }

    /** The value of an option that takes a duration, {@code 5ms} or a number of seconds; in seconds. */
    public double seconds(String option, double least, double most, double otherwise) throws UsageException {
        String value = line.getOptionValue(option);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Quantity.seconds(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException("--" + option + ": \"" + value + "\" is not a duration from " + Format.seconds(least)
                + " to " + Format.seconds(most));
    }

    private static ColorMode colorMode(String word) throws UsageException {
        for (ColorMode mode : ColorMode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                return mode;
            }
        }
        throw new UsageException("--color: \"" + word + "\" is not auto, always or never");
    }
}
