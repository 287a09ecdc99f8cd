package dev.foliot.simulation;

import java.util.function.DoubleBinaryOperator;
import java.util.function.LongToDoubleFunction;

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
    static Signal accumulated(Signal... increments) {
        return new Signal() {
            private double sum;

            @Override
            public double next(double trueS) {
                for (Signal increment : increments) {
                    sum += increment.next(trueS);
                }
                return sum;
            }
        };
    }

    /** A wave: {@code value} of k = 0, 1, ... counting the draws. */
    static Signal counted(LongToDoubleFunction value) {
        return new Signal() {
            private long count;

            @Override
            public double next(double trueS) {
                return value.applyAsDouble(count++);
            }
        };
    }

    /** sin(2 pi k / length), k = 0, 1, ... counting the draws. */
    static Signal sine(double length) {
        return counted(k -> StrictMath.sin(k / length * 2 * Math.PI));
    }

    /** 1 when the largest and the smallest of {@code values} differ by {@code tolerance} at most, else 0. */
    static Signal equal(Signal tolerance, Signal... values) {
        return trueS -> {
            double allowed = tolerance.next(trueS);
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (Signal value : values) {
                double drawn = value.next(trueS);
                min = Math.min(min, drawn);
                max = Math.max(max, drawn);
            }
            return max - min <= allowed ? 1 : 0;
        };
    }

    /** All of {@code terms} combined from left to right, at least one. */
    static Signal folded(DoubleBinaryOperator operator, Signal... terms) {
        return trueS -> {
            double value = terms[0].next(trueS);
            for (int i = 1; i < terms.length; i++) {
                value = operator.applyAsDouble(value, terms[i].next(trueS));
            }
            return value;
        };
    }

    default Signal plus(Signal other) {
        return sum(this, other);
    }

    default Signal times(double factor) {
        return trueS -> factor * next(trueS);
    }
}
