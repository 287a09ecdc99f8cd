package dev.foliot.filter;

/**
 * Whether residuals change sign as often as chance would have them do (Wald and Wolfowitz, 1940). Residuals of a line
 * through points that do not lie on one line keep their sign for long: too few runs.
 */
final class RunsTest {
    /** Chance of calling good residuals bad. */
    private static final double SIGNIFICANCE = 0.05;

    private RunsTest() {}

    /**
     * Whether {@code residuals[0 .. n-1]} have so few runs of one sign that chance would give so few, or fewer, in less
     * than 5 % of cases. Each neighbouring pair changes sign with probability one half, so the number of changes is
     * binomial. A residual of zero has either sign.
     */
    static boolean tooFewRuns(double[] residuals, int n) {
        int changes = 0;
        for (int i = 1; i < n; i++) {
            if (residuals[i] * residuals[i - 1] <= 0) {
                changes++;
            }
        }
        return probabilityOfAtMost(changes, n - 1) < SIGNIFICANCE;
    }

    /** The chance of at most {@code k} heads in {@code n} tosses of a fair coin. */
    static double probabilityOfAtMost(int k, int n) {
        double term = Math.scalb(1.0, -n);
        double sum = 0;
        for (int i = 0; i <= k; i++) {
            sum += term;
            term = term * (n - i) / (i + 1);
        }
        return Math.min(1, sum);
    }
}
