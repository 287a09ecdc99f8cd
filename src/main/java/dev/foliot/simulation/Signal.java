package dev.foliot.simulation;

/**
 * A number that is drawn again and again: a frequency once each second of true time, a delay once for each packet. A
 * signal may have state (a random stream, a sum so far), so each belongs to one reader.
 *
 * <p>The operators are those of clknetsim's configuration, and like there an operand is drawn exactly once per draw,
 * from left to right.
 */
@FunctionalInterface
public interface Signal {
    /** The next value, at {@code trueS} seconds of true time. */
    double next(double trueS);

    static Signal constant(double value) {
        return trueS -> value;
    }

    /** True time itself, in seconds. */
    static Signal time() {
        return trueS -> trueS;
    }

    static Signal sum(Signal... terms) {
        return trueS -> {
            double sum = 0;
            for (Signal term : terms) {
                sum += term.next(trueS);
            }
            return sum;
        };
    }

    static Signal product(Signal... factors) {
        return trueS -> {
            double product = 1;
            for (Signal factor : factors) {
                product *= factor.next(trueS);
            }
            return product;
        };
    }

    /** The sum of all values drawn so far: makes a random walk of noise. */
    static Signal accumulated(Signal increment) {
        return new Signal() {
            private double sum;

            @Override
            public double next(double trueS) {
                sum += increment.next(trueS);
                return sum;
            }
        };
    }

    /** sin(2 pi k / length), k = 0, 1, ... counting the draws. */
    static Signal sine(double length) {
        return new Signal() {
            private long count;

            @Override
            public double next(double trueS) {
                return StrictMath.sin(count++ / length * 2 * Math.PI);
            }
        };
    }

    /** 1 when the largest and the smallest of {@code values} differ by {@code tolerance} at most, else 0. */
    static Signal equal(double tolerance, Signal... values) {
        return trueS -> {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (Signal value : values) {
                double drawn = value.next(trueS);
                min = Math.min(min, drawn);
                max = Math.max(max, drawn);
            }
            return max - min <= tolerance ? 1 : 0;
        };
    }

    default Signal plus(Signal other) {
        return sum(this, other);
    }

    default Signal times(double factor) {
        return trueS -> factor * next(trueS);
    }
}
