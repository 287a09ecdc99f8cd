package dev.foliot.config;

/**
 * TOML without the lines that say nothing, and the way back to their numbers.
 *
 * <p>tomlj 2.2.0 needs time in the third power of the length of a run of blank and comment lines: 4000 blank lines took
 * it 70 s, and a configuration with a good commentary would be felt at every start. Such lines are left out before it
 * sees them, except within multi-line strings, where they are content.
 */
final class TomlLines {
    private final StringBuilder kept = new StringBuilder();
    private final int[] numbers;
    private int count;

    TomlLines(String text) {
        String[] lines = text.split("(?<=\n)", -1);
        numbers = new int[lines.length + 1];
        String openString = "";
        for (int i = 0; i < lines.length; i++) {
            if (openString.isEmpty() && saysNothing(lines[i])) {
                continue;
            }
            kept.append(lines[i]);
            numbers[count++] = i + 1;
            openString = openAtEnd(lines[i], openString);
        }
        numbers[count] = lines.length;
    }

    /** What is left to parse. */
    String text() {
        return kept.toString();
    }

    /**
     * The number in the file of a line of {@link #text()}, both from 1; what lies behind the end is on the last line.
     */
    int number(int line) {
        return numbers[Math.min(line - 1, count)];
    }

    private static boolean saysNothing(String line) {
        String content = line.strip();
        return content.isEmpty() || content.startsWith("#");
    }

    /**
     * The delimiter of the multi-line string that is open where a line ends, or nothing, given the same for its start.
     */
    private static String openAtEnd(String line, String openAtStart) {
        String open = openAtStart;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (open.isEmpty() && c == '#') {
                return open;
            }
            if (c == '\\' && open.startsWith("\"")) {
                i += 2;
            } else if (c != '"' && c != '\'') {
                i++;
            } else {
                int run = runLength(line, i);
                open = afterQuotes(open, c, run);
                i += run;
            }
        }
        // a string on a single line ends with it, closed or not
        return open.length() == 3 ? open : "";
    }

    private static String afterQuotes(String open, char quote, int run) {
        if (open.isEmpty()) {
            // two quotes are an empty string; from six on, one that is opened and closed
            return run == 1
                    ? String.valueOf(quote)
                    : run == 2 || run >= 6 ? "" : String.valueOf(quote).repeat(3);
        }
        boolean closes = open.charAt(0) == quote && run >= open.length();
        return closes ? "" : open;
    }

    private static int runLength(String line, int start) {
        int end = start;
        while (end < line.length() && line.charAt(end) == line.charAt(start)) {
            end++;
        }
        return end - start;
    }
}
