package dev.foliot.simulation;

import java.util.SplittableRandom;

/**
 * Streams of good quality, from {@link SplittableRandom}: in {@code java.base} on every JVM, and with the same numbers.
 */
public final class SeededStreams implements RandomStreams {
    private final SplittableRandom root;

    public SeededStreams(long seed) {
        this.root = new SplittableRandom(seed);
    }

    @Override
    public Signal uniform() {
        SplittableRandom stream = root.split();
        // The middles of 2^53 equal parts: neither 0, whose logarithm is infinite, nor 1.
        return trueS -> ((stream.nextLong() >>> 11) + 0.5) * 0x1p-53;
    }
}
