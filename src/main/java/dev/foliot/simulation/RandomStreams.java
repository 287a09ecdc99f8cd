package dev.foliot.simulation;

/**
 * Independent streams of random numbers, all decided by one seed and the order in which the streams are made. The
 * numbers are the same on every JVM: logarithms are {@link StrictMath}'s, and square roots are exact everywhere.
 */
public interface RandomStreams {
    /** A new stream, uniform in the open interval (0, 1). */
    Signal uniform();

    /** A new stream, exponential with mean 1. */
    default Signal exponential() {
        Signal uniform = uniform();
        return trueS -> -StrictMath.log(uniform.next(trueS));
    }

    /**
     * A new stream, normal with mean 0 and variance 1: the polar method, whose second value is dropped as clknetsim
     * does.
     */
    default Signal normal() {
        Signal uniform = uniform();
        return trueS -> {
            while (true) {
                double x = 2 * uniform.next(trueS) - 1;
                double y = 2 * uniform.next(trueS) - 1;
                double square = x * x + y * y;
                if (square < 1 && square > 0) {
                    return x * Math.sqrt(-2 * StrictMath.log(square) / square);
                }
            }
        };
    }
}
