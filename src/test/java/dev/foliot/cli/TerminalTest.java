package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TerminalTest {
    private static Palette auto(boolean interactive, Map<String, String> environment) {
        return new Shell(interactive, StandardCharsets.UTF_8, environment)
                .terminal()
                .palette(ColorMode.AUTO);
    }

    @Test
    void coloursAreForTerminalsThatHaveThemAndUsersWhoWantThem() {
        assertEquals(Palette.COLORED, auto(true, Map.of("TERM", "xterm")));
        assertEquals(Palette.COLORED, auto(true, Map.of("TERM", "xterm", "NO_COLOR", "")));
        assertEquals(Palette.PLAIN, auto(false, Map.of("TERM", "xterm")));
        assertEquals(Palette.PLAIN, auto(true, Map.of("TERM", "dumb")));
        assertEquals(Palette.PLAIN, auto(true, Map.of()));
        assertEquals(Palette.PLAIN, auto(true, Map.of("TERM", "xterm", "NO_COLOR", "1")));
    }

    @Test
    void anExplicitWishOverridesWhatIsKnownOfTheTerminal() {
        Terminal dumb = new Shell(false, StandardCharsets.UTF_8, Map.of("NO_COLOR", "1")).terminal();
        assertEquals(Palette.COLORED, dumb.palette(ColorMode.ALWAYS));
        Terminal able = new Shell(true, StandardCharsets.UTF_8, Map.of("TERM", "xterm")).terminal();
        assertEquals(Palette.PLAIN, able.palette(ColorMode.NEVER));
    }

    @Test
    void whereTheCharsetHasNoPlusMinusItIsSpelt() {
        Shell ascii = new Shell(false, StandardCharsets.US_ASCII, Map.of());
        ascii.terminal().print("+1 us ± 2 us");
        assertEquals("+1 us +/- 2 us", ascii.out());
        Shell unicode = new Shell();
        unicode.terminal().print("+1 us ± 2 us");
        assertEquals("+1 us ± 2 us", unicode.out());
    }

    @Test
    void jsonIsUtf8WhateverTheCharset() {
        Shell ascii = new Shell(false, StandardCharsets.US_ASCII, Map.of());
        ascii.terminal().printJson(Map.of("name", "zürich"));
        assertTrue(ascii.out().contains("zürich"), ascii.out());
    }

    @Test
    void aReaderWhoLeavesIsNoFailure() {
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        assertEquals(0, Main.run(new String[] {"version"}, terminal(new Broken("Broken pipe"), complaints)));
        assertEquals("", complaints.toString(StandardCharsets.UTF_8));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAFailure() throws IOException {
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertEquals(74, Main.run(new String[] {"version"}, terminal(full, complaints)));
        }
        assertTrue(complaints.toString(StandardCharsets.UTF_8).startsWith("foliot: standard output: No space"));
    }

    @Test
    void printingEndsTheCommandOnceNobodyTakesTheOutput() {
        Terminal terminal = terminal(new Broken("Broken pipe"), new ByteArrayOutputStream());
        assertThrows(OutputException.class, () -> terminal.print("x"));
    }

    private static Terminal terminal(OutputStream out, OutputStream err) {
        return new Terminal(out, err, StandardCharsets.UTF_8, false, Map.of());
    }

    private static final class Broken extends OutputStream {
        private final String message;

        Broken(String message) {
            this.message = message;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(message);
        }
    }
}
