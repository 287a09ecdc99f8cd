package dev.foliot.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the lists of a manual page say, read from its mdoc(7) source. */
public final class ManualPage {
    /** Macros that only choose a typeface. */
    private static final Set<String> TYPEFACES = Set.of("Ar", "Cm", "Dv", "Ev", "Ic", "No", "Pa", "Sy");

    private final Map<String, List<Item>> sections = new LinkedHashMap<>();

    /**
     * One item of a list.
     *
     * @param label as it is shown
     * @param text what the page says of it, up to the first line that is marked up
     */
    public record Item(String label, String text) {}

    private ManualPage(List<String> lines) {
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(".Sh ") || line.startsWith(".Ss ")) {
                section = shown(line.substring(4));
                sections.put(section, new ArrayList<>());
            } else if (line.startsWith(".It ")) {
                sections.get(section).add(new Item(shown(line.substring(4)), text(lines, i + 1)));
            }
        }
    }

    /** Reads a page of {@code src/main/dist}, by its file's name. */
    public static ManualPage read(String name) throws IOException {
        String directory = "man" + name.substring(name.lastIndexOf('.') + 1);
        return new ManualPage(Files.readAllLines(Path.of("src/main/dist/usr/share/man", directory, name)));
    }

    /** Headings, of sections and of their parts. */
    public Set<String> titles() {
        return sections.keySet();
    }

    /** The items of every list under a heading, in their order. */
    public List<Item> items(String title) {
        List<Item> items = sections.get(title);
        if (items == null) {
            throw new AssertionError("no heading \"" + title + "\" among " + titles());
        }
        return items;
    }

    private static String text(List<String> lines, int from) {
        List<String> text = new ArrayList<>();
        for (int i = from; !lines.get(i).startsWith("."); i++) {
            text.add(lines.get(i));
        }
        return unescaped(String.join(" ", text));
    }

    private static String shown(String arguments) {
        StringBuilder shown = new StringBuilder();
        boolean joined = true;
        for (String word : arguments.split(" ")) {
            switch (word) {
                case "Fl" -> {
                    shown.append(joined ? "-" : " -");
                    joined = true;
                }
                case "Ns" -> joined = true;
                default -> {
                    if (!TYPEFACES.contains(word)) {
                        shown.append(joined || word.equals(",") ? "" : " ").append(word);
                        joined = false;
                    }
                }
            }
        }
        return unescaped(shown.toString());
    }

    private static String unescaped(String text) {
        return text.replace("\\(dq", "\"")
                .replace("\\(ti", "~")
                .replace("\\(hy", "-")
                .replace("\\&", "");
    }
}
