package dev.foliot.cli;

/** Colours by meaning: the escape sequences of ECMA-48, or nothing at all. */
public enum Palette {
    PLAIN(false),
    COLORED(true);

    private static final String RESET = "\033[0m";

    private final boolean colored;

    Palette(boolean colored) {
        this.colored = colored;
    }

    /** All is well. */
    public String good(String text) {
        return paint("32", text);
    }

    /** Worth a look. */
    public String warning(String text) {
        return paint("33", text);
    }

    /** Wrong. */
    public String bad(String text) {
        return paint("31", text);
    }

    /** A title. */
    public String strong(String text) {
        return paint("1", text);
    }

    /** Of less interest. */
    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String sequence, String text) {
        return colored ? "\033[" + sequence + "m" + text + RESET : text;
    }
}
