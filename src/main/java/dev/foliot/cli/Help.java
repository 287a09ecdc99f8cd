package dev.foliot.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** What {@code --help} prints, for 80 columns. */
final class Help {
    private static final int WIDTH = 80;

    private Help() {}

    /** Of {@code foliot} itself. */
    static String overview(List<Command> commands, Palette palette) {
        Table table = new Table().left("").left("");
        commands.forEach(command -> table.row("  " + command.name() + " ", command.summary()));
        table.row("  help [COMMAND] ", "explain a command");
        return "foliot: a network time daemon, and commands to look at it\n\n"
                + palette.strong("Usage:") + " foliot COMMAND [OPTION...] [ARGUMENT...]\n\n"
                + palette.strong("Commands:") + "\n"
                + table.render(palette)
                + "\nEvery command explains itself with --help. Exit codes are those of sysexits(3).\n";
    }

    /** Of one command. */
    static String of(Command command, Palette palette) {
        String arguments = command.arguments().isEmpty() ? "" : " " + command.arguments();
        StringBuilder text = new StringBuilder();
        text.append(palette.strong("Usage:"));
        text.append(" foliot ").append(command.name()).append(" [OPTION...]").append(arguments).append("\n\n");
        text.append(sentence(command.summary())).append('\n');
        if (!command.details().isEmpty()) {
            text.append('\n').append(command.details().strip()).append('\n');
        }
        text.append('\n').append(palette.strong("Options:")).append('\n');
        text.append(options(Main.options(command), palette));
        return text.toString();
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }

    private static String options(List<Option> options, Palette palette) {
        List<String> names = options.stream().map(Help::name).toList();
        int indent = names.stream().mapToInt(String::length).max().orElse(0) + 1;
        Table table = new Table().left("").left("");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            for (String line : wrap(options.get(i).getDescription(), WIDTH - indent)) {
                table.row(name, line);
                name = "";
            }
        }
        return table.render(palette);
    }

    private static String name(Option option) {
        String shortName = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
        return "  " + shortName + "--" + option.getLongOpt() + (option.hasArg() ? "=" + option.getArgName() : "") + " ";
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
