package dev.foliot.server;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;

/**
 * What a server says of its own clock (RFC 5905, section 7.3).
 *
 * @param leap what it announces
 * @param stratum its own, 1 to 15; 16 while it is not synchronised
 * @param precision the base-2 logarithm of seconds
 * @param rootDelay round trip to its reference, in the {@link NtpShort} format
 * @param rootDispersion bound of its error, in the {@link NtpShort} format
 * @param referenceId what it takes its time from
 * @param referenceTimestamp when it was last set or corrected
 */
public record ServerState(
        LeapIndicator leap,
        int stratum,
        int precision,
        int rootDelay,
        int rootDispersion,
        int referenceId,
        long referenceTimestamp) {}
