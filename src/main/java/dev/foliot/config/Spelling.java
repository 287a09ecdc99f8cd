package dev.foliot.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a misspelt word. */
public final class Spelling {
    /** Longer words are not compared: the cost grows with the product of both lengths. */
    private static final int MAX_LENGTH = 64;

    private Spelling() {}

    /** The word that is nearest, if it is so near that it was probably meant: one error in three characters at most. */
    public static Optional<String> nearest(String written, Collection<String> words) {
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String normal = written.toLowerCase(Locale.ROOT).replace('_', '-');
        return words.stream()
                .filter(word -> distance(normal, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(normal, word)));
    }

    /** How many insertions, deletions, replacements and swaps of neighbours lead from one to the other. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
