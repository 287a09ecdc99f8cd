package dev.foliot.config;

/**
 * Something wrong with a configuration.
 *
 * @param severity whether the configuration can be used all the same
 * @param position where
 * @param message what, for a person: one line without control characters, cut where a file would make it endless
 */
public record Problem(Severity severity, Position position, String message) {
    private static final int MAX_LENGTH = 300;

    /** Whether a configuration can be used in spite of a problem. */
    public enum Severity {
        /** It cannot. */
        ERROR,
        /** It can, but hardly as intended. */
        WARNING
    }

    public Problem {
        message = printable(message);
    }

    /** {@code file:line:column: message}; a warning says that it is one. */
    @Override
    public String toString() {
        return position + (severity == Severity.WARNING ? ": warning: " : ": ") + message;
    }

    /** A file's own words end up in messages and on terminals: they must not carry escape sequences there. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(String.format("\\u%04x", c));
                default -> shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > MAX_LENGTH ? shown + "..." : shown.toString();
    }
}
