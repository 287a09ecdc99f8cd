package dev.foliot.time;

/**
 * A promise about a clock: at {@code atMonotonicNs} it was at most {@code boundS} away from true time, and since then
 * the bound grows by {@code growth}.
 *
 * @param boundS seconds, not negative, infinite when nothing is known
 * @param atMonotonicNs the moment it holds for, on the monotonic scale
 * @param growth by how much the bound grows with time
 */
public record ErrorBound(double boundS, long atMonotonicNs, Frequency growth) {
    /** Nothing is known. */
    public static final ErrorBound UNKNOWN = new ErrorBound(Double.POSITIVE_INFINITY, 0, Frequency.ZERO);

    public ErrorBound {
        if (!(boundS >= 0) || growth.ppb() < 0) {
            throw new IllegalArgumentException("not a bound: " + boundS + " s growing by " + growth.ppb() + " ppb");
        }
    }

    /** The bound at another moment, in seconds; never smaller than {@link #boundS}. */
    public double atS(long monotonicNs) {
        return boundS + Math.max(0, monotonicNs - atMonotonicNs) * 1e-9 * growth.ratio();
    }
}
