package dev.foliot.cli;

import dev.foliot.control.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command's output goes, and what is known of who reads it. Output is written at once. */
public final class Terminal {
    /** Set to "true" by the launcher when standard output is a terminal, which Java 17 cannot tell for itself. */
    public static final String INTERACTIVE_PROPERTY = "foliot.terminal";

    private final OutputStream out;
    private final PrintStream err;
    private final Charset charset;
    private final boolean interactive;
    private final Map<String, String> environment;

    /**
     * @param charset what people's text is encoded in; JSON is UTF-8 always
     * @param interactive whether a person sees {@code out} as it comes
     * @param environment the process's, for NO_COLOR and TERM
     */
    public Terminal(
            OutputStream out, OutputStream err, Charset charset, boolean interactive, Map<String, String> environment) {
        this.out = out;
        this.err = new PrintStream(err, true, charset);
        this.charset = charset;
        this.interactive = interactive;
        this.environment = environment;
    }

    /** The process's standard output and error. */
    static Terminal system() {
        return new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Charset.forName(System.getProperty("native.encoding", "UTF-8")),
                Boolean.getBoolean(INTERACTIVE_PROPERTY),
                System.getenv());
    }

    /** Prints text for people; {@code ±} becomes {@code +/-} where it cannot be shown. */
    public void print(String text) {
        boolean showable = charset.newEncoder().canEncode('±');
        write((showable ? text : text.replace("±", "+/-")).getBytes(charset));
    }

    /** Prints a record as JSON over several lines. */
    public void printJson(Object value) {
        write((Json.indented(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a line of JSON. */
    public void printLine(String json) {
        write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a line on standard error. */
    public void complain(String line) {
        err.println(line);
    }

    void complain(Throwable trouble) {
        trouble.printStackTrace(err);
    }

    /** Whether a person sees the output as it comes. */
    public boolean interactive() {
        return interactive;
    }

    Palette palette(ColorMode mode) {
        return switch (mode) {
            case ALWAYS -> Palette.COLORED;
            case NEVER -> Palette.PLAIN;
            case AUTO -> interactive && colorsWanted() ? Palette.COLORED : Palette.PLAIN;
        };
    }

    /** By the NO_COLOR convention (any value but the empty one), and by what the terminal can do. */
    private boolean colorsWanted() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
