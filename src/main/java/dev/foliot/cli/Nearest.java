package dev.foliot.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word was meant. */
final class Nearest {
    private Nearest() {}

    /** The candidate that a typing mistake or two turn into {@code word}, if there is one. */
    static Optional<String> of(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= 1 + candidate.length() / 4)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** A question to end a complaint with; empty when no candidate is near. */
    static String question(String word, Collection<String> candidates, String prefix) {
        return of(word, candidates)
                .map(near -> "; did you mean " + prefix + near + "?")
                .orElse("");
    }

    /**
     * Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other (optimal string
     * alignment).
     */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
