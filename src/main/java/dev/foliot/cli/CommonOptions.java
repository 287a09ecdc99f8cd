package dev.foliot.cli;

import dev.foliot.config.ConfigurationReader;
import org.apache.commons.cli.Option;

/** Options that several commands share. An {@link Option} keeps what was parsed into it, so each use makes its own. */
public final class CommonOptions {
    private CommonOptions() {}

    static Option help() {
        return flag("h", "help", "explain this command");
    }

    static Option color() {
        return valued("color", "WHEN", "auto (on a terminal; NO_COLOR is honoured), always or never; default auto");
    }

    /** An option that is there or not. */
    static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    /** As {@link #flag}, and with a letter of its own. */
    static Option flag(String letter, String name, String description) {
        return Option.builder(letter).longOpt(name).desc(description).get();
    }

    /** An option that takes a value, named as {@code value} in the help. */
    static Option valued(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description)
                .get();
    }

    /** For a command that reports. */
    public static Option json() {
        return flag("json", "print JSON, whose fields carry their units");
    }

    /** For a command that reads the configuration. */
    public static Option config() {
        return Option.builder("c")
                .longOpt("config")
                .hasArg()
                .argName("FILE")
                .desc("the configuration; default " + ConfigurationReader.DEFAULT_FILE)
                .get();
    }

    /** For a command that asks a running daemon. */
    public static Option socket() {
        return valued("socket", "PATH", "the daemon's control socket; default " + DaemonQuery.DEFAULT_SOCKET);
    }
}
