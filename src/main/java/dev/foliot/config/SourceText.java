package dev.foliot.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The text of a file, without a byte order mark.
 *
 * @param file where it came from
 * @param text printable characters, tabs, and lines that end in LF or CRLF
 */
record SourceText(Path file, String text) {
    /**
     * Far more than a configuration needs, and what keeps the parser's cost in hand: it takes up to 2 kB of memory for
     * a character of hostile text.
     */
    static final int MAX_BYTES = 64 << 10;

    /** An error a line is the most expensive text of all: the parser keeps a stack trace for each. */
    static final int MAX_LINES = 2000;

    /** How large a file may be. */
    record Limits(int bytes, int lines) {}

    /** Reads a file of the configuration; whatever speaks against it is reported, and there is no text then. */
    static Optional<SourceText> read(Path file, Problems problems) {
        Limits limits = new Limits(MAX_BYTES, MAX_LINES);
        return read(file, limits, problems, message -> problems.unreadable(Position.of(file), message));
    }

    /**
     * As {@link #read(Path, Problems)}, a file that may be as large as that.
     *
     * @param refusal takes what speaks against the file as a whole
     */
    static Optional<SourceText> read(Path file, Limits limits, Problems problems, Consumer<String> refusal) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                refusal.accept(Files.isDirectory(file) ? "is a directory, not a file" : "is not a regular file");
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return decode(file, in.readNBytes(limits.bytes + 1), limits, problems, refusal);
            }
        } catch (IOException e) {
            refusal.accept("cannot be read: " + reason(e));
            return Optional.empty();
        }
    }

    /** The place of the character at an offset into the text. */
    Position at(int offset) {
        int line = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new Position(file, line, text.codePointCount(start, offset) + 1);
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static Optional<SourceText> decode(
            Path file, byte[] bytes, Limits limits, Problems problems, Consumer<String> refusal) {
        if (bytes.length > limits.bytes) {
            refusal.accept("is larger than " + limits.bytes + " bytes");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        SourceText source = new SourceText(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (result.isError()) {
            String found = String.format("byte 0x%02x is not UTF-8", bytes[in.position()] & 0xff);
            problems.unreadable(source.at(source.text.length()), found);
            return Optional.empty();
        }
        return source.isText(limits, problems, refusal) ? Optional.of(source) : Optional.empty();
    }

    private boolean isText(Limits limits, Problems problems, Consumer<String> refusal) {
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && ++lines > limits.lines + 1) {
                refusal.accept("has more than " + limits.lines + " lines");
                return false;
            }
            boolean endOfLine = c == '\n' || (c == '\r' && text.startsWith("\n", i + 1));
            if (c != '\t' && !endOfLine && Character.isISOControl(c)) {
                problems.unreadable(at(i), String.format("control character U+%04X", (int) c));
                return false;
            }
        }
        return true;
    }
}
