package dev.foliot.filter;

/**
 * The standard normal distribution where it is cut off: with the density phi and the distribution function Phi, the
 * ratio phi(z) / Phi(z), which moments of cut-off distributions are made of (the inverse of Mills' ratio), and log
 * Phi(z), without loss of precision far out.
 *
 * <p>The ratio solves r' = -r (z + r). It is integrated once into a table, with the continued fraction of Laplace as
 * its start, and interpolated by cubics; the error is below 1e-9 of the value. Only arithmetic that is the same on
 * every machine is used, so that a recording replays to the last bit elsewhere.
 */
final class NormalTail {
    private static final double LIMIT = 8;
    private static final int CELLS = 1024;
    private static final double CELL = 2 * LIMIT / CELLS;
    private static final double LOG_SQRT_TWO_PI = 0.9189385332046727;

    private static final double[] RATIO = new double[CELLS + 1];
    private static final double[] LOG_RATIO = new double[CELLS + 1];

    static {
        double ratio = continuedFraction(LIMIT);
        for (int i = 0; i <= CELLS; i++) {
            RATIO[i] = ratio;
            LOG_RATIO[i] = StrictMath.log(ratio);
            ratio = integrated(ratio, -LIMIT + i * CELL);
        }
    }

    private NormalTail() {}

    /** phi(z) / Phi(z), positive; about -z far to the left, and vanishing far to the right. */
    static double ratio(double z) {
        if (z < -LIMIT) {
            return continuedFraction(-z);
        }
        if (z >= LIMIT) {
            return StrictMath.exp(-z * z / 2 - LOG_SQRT_TWO_PI);
        }
        int i = cell(z);
        double left = RATIO[i];
        double right = RATIO[i + 1];
        double leftZ = -LIMIT + i * CELL;
        double rightZ = leftZ + CELL;
        return cubic((z - leftZ) / CELL, left, slope(left, leftZ), right, slope(right, rightZ));
    }

    /** The natural logarithm of Phi(z). */
    static double logCdf(double z) {
        if (z >= LIMIT) {
            return 0;
        }
        return -z * z / 2 - LOG_SQRT_TWO_PI - logRatio(z);
    }

    private static double logRatio(double z) {
        if (z < -LIMIT) {
            return StrictMath.log(continuedFraction(-z));
        }
        int i = cell(z);
        double leftZ = -LIMIT + i * CELL;
        double rightZ = leftZ + CELL;
        return cubic((z - leftZ) / CELL, LOG_RATIO[i], -(leftZ + RATIO[i]), LOG_RATIO[i + 1], -(rightZ + RATIO[i + 1]));
    }

    private static int cell(double z) {
        return Math.min(CELLS - 1, (int) ((z + LIMIT) / CELL));
    }

    /** Hermite's cubic at {@code part} of a cell, from the values and slopes at its ends. */
    private static double cubic(double part, double left, double leftSlope, double right, double rightSlope) {
        double rest = 1 - part;
        return rest * rest * ((1 + 2 * part) * left + part * CELL * leftSlope)
                + part * part * ((1 + 2 * rest) * right - rest * CELL * rightSlope);
    }

    private static double slope(double ratio, double z) {
        return -ratio * (z + ratio);
    }

    /** The ratio one cell to the right of {@code z}: four steps of Runge and Kutta's. */
    private static double integrated(double ratioAtZ, double z) {
        double h = CELL / 4;
        double r = ratioAtZ;
        for (int step = 0; step < 4; step++) {
            double at = z + step * h;
            double k1 = slope(r, at);
            double k2 = slope(r + h / 2 * k1, at + h / 2);
            double k3 = slope(r + h / 2 * k2, at + h / 2);
            double k4 = slope(r + h * k3, at + h);
            r += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        return r;
    }

    /** The ratio at {@code -t}, for t of {@link #LIMIT} or more. */
    private static double continuedFraction(double t) {
        double fraction = t;
        for (int k = 16; k >= 1; k--) {
            fraction = t + k / fraction;
        }
        return fraction;
    }
}
