package dev.foliot.daemon;

/** The precision of a clock as packets carry it (RFC 5905, section 7.3): the base-2 logarithm of seconds. */
final class Precision {
    private Precision() {}

    /** The exponent of the smallest power of two that is not below {@code quantumNs} nanoseconds. */
    static int log2S(long quantumNs) {
        double quantumS = quantumNs * 1e-9;
        int exponent = Math.getExponent(quantumS);
        return Math.scalb(1.0, exponent) < quantumS ? exponent + 1 : exponent;
    }
}
