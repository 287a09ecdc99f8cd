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
        List<String> names = new ArrayList<>();
        List<String> summaries = new ArrayList<>();
        for (Command command : commands) {
            names.add("  " + command.name() + " ");
            summaries.add(command.summary());
        }
        names.add("  help ");
        summaries.add("explain a command");
        return "foliot: a network time daemon, and commands to look at it\n\n"
                + palette.strong("Usage:") + " foliot COMMAND [OPTION...] [ARGUMENT...]\n\n"
                + palette.strong("Commands:") + "\n"
                + list(names, summaries, palette)
                + "\nEvery command explains itself with --help. Exit codes are those of sysexits(3).\n";
    }

    /** Of one command. */
    static String of(Command command, Palette palette) {
        String arguments = command.arguments().isEmpty() ? "" : " " + command.arguments();
        List<Option> options = Main.options(command);
        return palette.strong("Usage:") + " foliot " + command.name() + " [OPTION...]" + arguments + "\n\n"
                + paragraph(sentence(command.summary()))
                + paragraph(command.details())
                + palette.strong("Options:") + "\n"
                + list(
                        options.stream().map(Help::name).toList(),
                        options.stream().map(Option::getDescription).toList(),
                        palette);
    }

    private static String name(Option option) {
        String shortName = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
        return "  " + shortName + "--" + option.getLongOpt() + (option.hasArg() ? "=" + option.getArgName() : "") + " ";
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }

    /** Wrapped, and an empty line after it; nothing for an empty text. */
    private static String paragraph(String text) {
        return text.isBlank() ? "" : String.join("\n", wrap(text, WIDTH)) + "\n\n";
    }

    /** Names on the left, what they mean on the right. */
    private static String list(List<String> names, List<String> meanings, Palette palette) {
        int indent = names.stream().mapToInt(String::length).max().orElse(0) + 1;
        Table table = new Table().left("").left("");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            for (String line : wrap(meanings.get(i), WIDTH - indent)) {
                table.row(name, line);
                name = "";
            }
        }
        return table.render(palette);
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
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
