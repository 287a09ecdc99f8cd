package dev.foliot.filter;

/**
 * A straight line through weighted points, by least squares, with what was known of its slope beforehand as one more
 * observation.
 *
 * <p>With points (t, y) of standard deviation s, and a slope that is {@code priorSlope} with standard deviation {@code
 * priorError}, the line a + b t that minimises the sum of squared normalised residuals solves
 * <pre>
 *   a W   + b T           = Y          W = sum 1/s^2,  T = sum t/s^2,   Y = sum y/s^2
 *   a T   + b (Q + P)     = Z + P b0   Q = sum t^2/s^2, Z = sum t y/s^2, P = 1/priorError^2
 * </pre>
 * The inverse of that matrix is the covariance of (a, b). Times are taken relative to the last point, where the line is
 * wanted, so {@code a} is the value there.
 *
 * @param value of the line at t = 0
 * @param slope of the line
 * @param valueError standard deviation of {@code value}
 * @param slopeError standard deviation of {@code slope}
 */
record LineFit(double value, double slope, double valueError, double slopeError) {
    /**
     * Fits points {@code from} to {@code to - 1}.
     *
     * @param t abscissas
     * @param y ordinates
     * @param s standard deviations, positive
     * @param priorError infinite when nothing was known of the slope
     */
    static LineFit of(double[] t, double[] y, double[] s, int from, int to, double priorSlope, double priorError) {
        double w = 0;
        double wt = 0;
        double wtt = 1 / (priorError * priorError);
        double wy = 0;
        double wty = priorSlope * wtt;
        for (int i = from; i < to; i++) {
            double weight = 1 / (s[i] * s[i]);
            w += weight;
            wt += weight * t[i];
            wtt += weight * t[i] * t[i];
            wy += weight * y[i];
            wty += weight * t[i] * y[i];
        }
        double determinant = w * wtt - wt * wt;
        return new LineFit(
                (wy * wtt - wty * wt) / determinant,
                (wty * w - wy * wt) / determinant,
                Math.sqrt(wtt / determinant),
                Math.sqrt(w / determinant));
    }

    double at(double t) {
        return value + slope * t;
    }
}
