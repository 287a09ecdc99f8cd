package dev.foliot.daemon;

/** The precision of a clock as packets carry it (RFC 5905, section 7.3): the base-2 logarithm of seconds. */
final class Precision {
    private Precision() {}

    /** The exponent of the smallest power of two that is not below {@code quantumNs} nanoseconds. */
    static int log2S(long quantumNs) {
        return (int) Math.ceil(Math.log(quantumNs * 1e-9) / Math.log(2));
    }
}
