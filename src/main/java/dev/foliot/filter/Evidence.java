package dev.foliot.filter;

/** What one delay, or the sum of several, says of the distribution of delays. */
final class Evidence {
    /** The probabilities that it was an ordinary one, and one held up. */
    double ordinary;

    double heldUp;

    /** The expected time in queues as a multiple of what is usual for its kind, in seconds, times the probability. */
    double queueS;

    /** The expected square of the symmetric noise, in seconds squared, times the probability. */
    double noiseS2;

    void set(Evidence other) {
        clear();
        add(other);
    }

    void clear() {
        ordinary = 0;
        heldUp = 0;
        queueS = 0;
        noiseS2 = 0;
    }

    void add(Evidence other) {
        ordinary += other.ordinary;
        heldUp += other.heldUp;
        queueS += other.queueS;
        noiseS2 += other.noiseS2;
    }

    void fade(double factor) {
        ordinary *= factor;
        heldUp *= factor;
        queueS *= factor;
        noiseS2 *= factor;
    }
}
