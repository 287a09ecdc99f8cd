package dev.foliot.server;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import dev.foliot.wire.KissCode;

/**
 * What a server says of its own clock (RFC 5905, section 7.3), from one moment on.
 *
 * @param leap what it announces
 * @param stratum its own, 1 to 15; 0 while it is not synchronised, as packets have it then
 * @param precision the base-2 logarithm of seconds
 * @param rootDelay round trip to its reference, in the {@link NtpShort} format
 * @param rootDispersionS bound of its error at {@code sinceNs}, in seconds
 * @param dispersionRate by how much that grows in a second
 * @param sinceNs that moment, on the monotonic scale of the clock that is served
 * @param referenceId what it takes its time from
 * @param referenceTimestamp when it was last set or corrected
 * @param jumps how often it has jumped so far, whoever moved it: times from before and after do not fit together
 */
public record ServerState(
        LeapIndicator leap,
        int stratum,
        int precision,
        int rootDelay,
        double rootDispersionS,
        double dispersionRate,
        long sinceNs,
        int referenceId,
        long referenceTimestamp,
        long jumps) {
    /** What a server says that does not know the time. */
    public static ServerState unsynchronised(int precision, long sinceNs) {
        return new ServerState(
                LeapIndicator.UNSYNCHRONISED, 0, precision, 0, 0, 0, sinceNs, KissCode.INIT.referenceId(), 0, 0);
    }

    /** Bound of its error at a later moment on the same scale, in the {@link NtpShort} format. */
    int rootDispersion(long nowNs) {
        double elapsedS = Math.max(0, nowNs - sinceNs) * 1e-9;
        return NtpShort.fromSecondsUp(rootDispersionS + elapsedS * dispersionRate);
    }
}
