package dev.foliot.association;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import java.util.Optional;

/** What a datagram must pass before it is believed (RFC 5905, section 9.2 and appendix A.5.1). */
final class ReplyTests {
    /** The version that requests carry. */
    static final int VERSION = 4;

    private static final int HIGHEST_STRATUM = 15;

    /** A server farther than this from its reference knows nothing (RFC 5905: MAXDISP). */
    private static final double MAXIMUM_DISTANCE_S = 16;

    /** Some servers use the lowest bits of their timestamps for other ends: a nanosecond, in units of 2^-32 s. */
    private static final long ROUNDING = 4;

    private ReplyTests() {}

    /** Why a datagram cannot be the reply to {@code request}, so that the true one is still to be waited for. */
    static Optional<RejectReason> unrelated(NtpPacketView packet, Request request) {
        if (packet.mode() != NtpMode.SERVER) {
            return Optional.of(RejectReason.WRONG_MODE);
        }
        if (packet.version() != VERSION) {
            return Optional.of(RejectReason.WRONG_VERSION);
        }
        boolean answers = packet.originTimestamp() == request.nonce
                || (request.interleaved && packet.originTimestamp() == Interleaving.interleavedNonce(request.nonce));
        return answers ? Optional.empty() : Optional.of(RejectReason.ORIGIN_MISMATCH);
    }

    /**
     * Why a true reply is of no use.
     *
     * @param interleaved whether its transmit timestamp is that of the reply before
     */
    static Optional<RejectReason> unusable(
            NtpPacketView packet, boolean interleaved, Exchange exchange, Ourselves ourselves) {
        if (packet.stratum() == 0) {
            return Optional.of(kiss(packet));
        }
        if (packet.leap() == LeapIndicator.UNSYNCHRONISED) {
            return Optional.of(RejectReason.UNSYNCHRONISED);
        }
        if (packet.stratum() > HIGHEST_STRATUM) {
            return Optional.of(RejectReason.BAD_STRATUM);
        }
        return badTimes(packet, interleaved, exchange).or(() -> loop(packet, ourselves));
    }

    private static Optional<RejectReason> badTimes(NtpPacketView packet, boolean interleaved, Exchange exchange) {
        if (packet.receiveTimestamp() == NtpTimestamp.UNKNOWN || packet.transmitTimestamp() == NtpTimestamp.UNKNOWN) {
            return Optional.of(RejectReason.NO_TIMESTAMP);
        }
        if (rootDistanceS(packet) >= MAXIMUM_DISTANCE_S) {
            return Optional.of(RejectReason.BAD_DISTANCE);
        }
        long sent = interleaved ? packet.receiveTimestamp() : packet.transmitTimestamp();
        if (packet.referenceTimestamp() - sent > ROUNDING && packet.referenceTimestamp() != NtpTimestamp.UNKNOWN) {
            return Optional.of(RejectReason.REFERENCE_IN_FUTURE);
        }
        return exchange.impossible() ? Optional.of(RejectReason.IMPOSSIBLE_TIMES) : Optional.empty();
    }

    /** How far the server's clock may be from its reference, and its reading of that clock from the clock. */
    private static double rootDistanceS(NtpPacketView packet) {
        return packet.rootDelayS() / 2 + packet.rootDispersionS() + Math.scalb(1.0, packet.precision());
    }

    /** A server of stratum 2 or more names the server that it follows; at stratum 1 the field names a kind of clock. */
    private static Optional<RejectReason> loop(NtpPacketView packet, Ourselves ourselves) {
        boolean followsUs =
                packet.stratum() > 1 && ourselves.referenceId() != 0 && packet.referenceId() == ourselves.referenceId();
        boolean isOurs = ourselves
                .mark()
                .filter(mark -> mark.isOn(packet.referenceTimestamp()))
                .isPresent();
        return followsUs || isOurs ? Optional.of(RejectReason.LOOP) : Optional.empty();
    }

    private static RejectReason kiss(NtpPacketView packet) {
        return switch (packet.kissCode()) {
            case RATE -> RejectReason.KISS_RATE;
            case DENY, RSTR -> RejectReason.KISS_DENY;
            case INIT, STEP -> RejectReason.UNSYNCHRONISED;
            // No code at all: what chronyd sends until it is synchronised.
            default -> packet.referenceId() == 0 ? RejectReason.UNSYNCHRONISED : RejectReason.KISS_OTHER;
        };
    }
}
