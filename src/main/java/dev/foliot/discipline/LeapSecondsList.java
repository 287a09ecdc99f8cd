package dev.foliot.discipline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code leap-seconds.list} as IERS and NIST publish it: lines of an NTP time in seconds and the TAI - UTC that
 * holds from then on; {@code #$} when the list was made, {@code #@} when it expires, {@code #h} the SHA-1 of all these
 * numbers without anything in between, as five words without leading zeros.
 */
public final class LeapSecondsList {
    /** From 1900, where the list counts from, to 1970. */
    private static final long UNIX_EPOCH_S = 2_208_988_800L;

    private static final Pattern ENTRY = Pattern.compile("(\\d{1,12})\\s+(\\d{1,4})\\s*(?:#.*)?");
    private static final Pattern DATE = Pattern.compile("#[$@]\\s*(\\d{1,12})\\s*");
    private static final int HASH_WORDS = 5;

    private final List<LeapTable.Entry> entries = new ArrayList<>();
    private final StringBuilder hashed = new StringBuilder();
    private long expiresUtcS = Long.MIN_VALUE;
    private String hash;

    private LeapSecondsList() {}

    /**
     * The table that a list holds.
     *
     * @throws IllegalArgumentException when it is damaged, with the reason for a person
     */
    public static LeapTable parse(String text) {
        LeapSecondsList list = new LeapSecondsList();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            try {
                list.read(line.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return list.finish();
    }

    private void read(String line) {
        if (line.startsWith("#$")) {
            date(line);
        } else if (line.startsWith("#@")) {
            expiresUtcS = date(line) - UNIX_EPOCH_S;
        } else if (line.startsWith("#h")) {
            hash = normalHash(line.substring(2).strip());
        } else if (!line.startsWith("#") && !line.isEmpty()) {
            Matcher entry = match(ENTRY, line, "expected a time and TAI - UTC");
            hashed.append(entry.group(1)).append(entry.group(2));
            entries.add(new LeapTable.Entry(
                    Long.parseLong(entry.group(1)) - UNIX_EPOCH_S, Integer.parseInt(entry.group(2))));
        }
    }

    private long date(String line) {
        Matcher date = match(DATE, line, "expected a time");
        hashed.append(date.group(1));
        return Long.parseLong(date.group(1));
    }

    private static Matcher match(Pattern pattern, String line, String expected) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(expected);
        }
        return matcher;
    }

    private static String normalHash(String words) {
        StringBuilder whole = new StringBuilder();
        String[] parts = words.split("\\s+");
        for (String word : parts) {
            whole.append("0".repeat(Math.max(0, 8 - word.length()))).append(word);
        }
        if (parts.length != HASH_WORDS) {
            throw new IllegalArgumentException("expected a hash of five words");
        }
        return whole.toString();
    }

    private LeapTable finish() {
        if (expiresUtcS == Long.MIN_VALUE) {
            throw new IllegalArgumentException("it does not say when it expires (#@)");
        }
        if (hash == null) {
            throw new IllegalArgumentException("it has no hash (#h)");
        }
        if (!hash.equalsIgnoreCase(sha1(hashed.toString()))) {
            throw new IllegalArgumentException("its hash (#h) is not that of its numbers");
        }
        return new LeapTable(entries, expiresUtcS);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
