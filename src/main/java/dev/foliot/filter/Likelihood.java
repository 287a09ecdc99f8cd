package dev.foliot.filter;

/**
 * How well a one-way delay fits what was expected, and what it tells: filled by {@link DelayNoise#evaluate}. An object
 * that is used again and again, since it is filled a thousand times a sample.
 */
final class Likelihood {
    /** Logarithm of the probability density, of 1/s. */
    double logDensity;

    /** Its first derivative with respect to the delay, in 1/s. */
    double gradient;

    /** Its second derivative, in 1/s^2. */
    double curvature;

    /** What it says of the distribution itself. */
    final Evidence evidence = new Evidence();
}
