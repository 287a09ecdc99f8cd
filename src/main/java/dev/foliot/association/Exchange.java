package dev.foliot.association;

import dev.foliot.time.NtpTimestamp;
import dev.foliot.time.Stamp;
import dev.foliot.wire.NtpPacketView;

/**
 * The four times of a request and its reply (RFC 5905, section 8), all in nanoseconds since the Unix epoch.
 *
 * @param originNs T1: the request left, by our clock
 * @param receiveNs T2: the request arrived, by the server's clock
 * @param transmitNs T3: the reply left, by the server's clock
 * @param destinationNs T4: the reply arrived, by our clock
 * @param readingErrorS what reading and rounding these times may have added
 */
record Exchange(long originNs, long receiveNs, long transmitNs, long destinationNs, double readingErrorS) {
    /**
     * No clock that asks is earlier than this (2026-01-01T00:00:00Z): a machine that starts in 1970 for want of a
     * battery must still find the server's era.
     */
    private static final long EARLIEST_NS = 1_767_225_600_000_000_000L;

    /** How wrong an oscillator may be during the exchange (RFC 5905: PHI). */
    private static final double PHI = 15e-6;

    /**
     * @param open T1, T2 and T4
     * @param packet the reply whose transmit timestamp is T3
     */
    static Exchange of(OpenExchange open, NtpPacketView packet, int localPrecision) {
        Stamp transmit = open.transmit();
        Stamp receive = open.receive();
        long pivotNs = Math.max(EARLIEST_NS, receive.utcNs());
        return new Exchange(
                transmit.utcNs(),
                NtpTimestamp.toUnixNs(open.serverReceive(), pivotNs),
                NtpTimestamp.toUnixNs(packet.transmitTimestamp(), pivotNs),
                receive.utcNs(),
                Math.scalb(1.0, packet.precision())
                        + Math.scalb(1.0, localPrecision)
                        + (transmit.errorNs() + receive.errorNs()) * 1e-9);
    }

    /** From request to reply by our clock, in nanoseconds. */
    long elapsedNs() {
        return destinationNs - originNs;
    }

    /** What the server says that it took, in nanoseconds. */
    long servedNs() {
        return transmitNs - receiveNs;
    }

    /** Server minus us, in seconds; positive: we are behind. */
    double offsetS() {
        return ((receiveNs - originNs) + (transmitNs - destinationNs)) * 0.5e-9;
    }

    /**
     * The round trip, in seconds, never negative: two clocks that run at different rates, each rounding, may make a
     * very short one look so.
     */
    double delayS() {
        return Math.max(0, (elapsedNs() - servedNs()) * 1e-9);
    }

    /** Bound of what reading, rounding and the drift of our oscillator may have added to the offset. */
    double dispersionS() {
        return readingErrorS + PHI * Math.max(0, elapsedNs()) * 1e-9;
    }

    /**
     * Whether, beyond what reading errors explain, the server would have taken longer than the whole exchange, or sent
     * before it received. A server that answers fast and fills the bits below its precision with random ones (RFC 5905,
     * section 6) looks as if it had.
     */
    boolean impossible() {
        long toleranceNs = (long) (2e9 * dispersionS());
        return servedNs() < -toleranceNs || elapsedNs() - servedNs() < -toleranceNs;
    }
}
