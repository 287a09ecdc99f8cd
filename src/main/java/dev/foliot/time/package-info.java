/**
 * The types of time: NTP timestamps and their eras, poll intervals, frequency, leap seconds, error bounds.
 *
 * <p>Takes nothing, gives the words in which every other package speaks. Times of day are nanoseconds since the Unix
 * epoch in a {@code long} whose name ends in {@code Ns} (UTC without leap seconds, as {@code CLOCK_REALTIME} counts
 * it); small differences are seconds in a {@code double} whose name ends in {@code S}. An offset states its sign:
 * positive means that the local clock is behind the clock it is compared with.
 */
package dev.foliot.time;
