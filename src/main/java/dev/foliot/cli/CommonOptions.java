package dev.foliot.cli;

import dev.foliot.config.ConfigurationReader;
import org.apache.commons.cli.Option;

/** Options that several commands share. An {@link Option} keeps what was parsed into it, so each use makes its own. */
public final class CommonOptions {
    private CommonOptions() {}

    static Option help() {
        return Option.builder("h").longOpt("help").desc("explain this command").get();
    }

    static Option color() {
        return Option.builder()
                .longOpt("color")
                .hasArg()
                .argName("WHEN")
                .desc("auto (on a terminal; NO_COLOR is honoured), always or never; default auto")
                .get();
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
        return Option.builder()
                .longOpt("json")
                .desc("print JSON, whose fields carry their units")
                .get();
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
        return Option.builder()
                .longOpt("socket")
                .hasArg()
                .argName("PATH")
                .desc("the daemon's control socket; default " + DaemonQuery.DEFAULT_SOCKET)
                .get();
    }
}
