package dev.foliot.discipline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Lists of leap seconds, as IERS would write them. */
public final class LeapLists {
    private static final long UNIX_EPOCH_S = 2_208_988_800L;

    private LeapLists() {}

    /** A list of the years 2012 to 2017, with everything that such a list has. */
    public static String untilJanuary2017(Instant expiry) {
        return list(expiry, "2012-07-01 35", "2015-07-01 36", "2017-01-01 37");
    }

    /** @param entries date and TAI - UTC of each */
    public static String list(Instant expiry, String... entries) {
        StringBuilder text = new StringBuilder("# a comment\n#\n#$\t 3676924800\n#@\t" + ntpS(expiry) + "\n#\n");
        StringBuilder numbers = new StringBuilder("3676924800").append(ntpS(expiry));
        for (String entry : entries) {
            String[] words = entry.split(" ");
            long fromS = ntpS(Instant.parse(words[0] + "T00:00:00Z"));
            text.append(fromS)
                    .append("\t")
                    .append(words[1])
                    .append("\t# ")
                    .append(words[0])
                    .append("\n");
            numbers.append(fromS).append(words[1]);
        }
        return text + "#\n#h\t" + hash(numbers.toString()) + "\n";
    }

    /** Five words without leading zeros. */
    private static String hash(String numbers) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(numbers.getBytes(StandardCharsets.US_ASCII));
            String hex = HexFormat.of().formatHex(digest);
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < hex.length(); i += 8) {
                words.append(Long.toHexString(Long.parseLong(hex.substring(i, i + 8), 16)))
                        .append(' ');
            }
            return words.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static long ntpS(Instant instant) {
        return instant.getEpochSecond() + UNIX_EPOCH_S;
    }
}
