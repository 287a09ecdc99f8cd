package dev.foliot.server;

import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;

/** Answers requests: a plain reply to a plain request, never longer than it. */
public final class Responder {
    private Responder() {}

    /**
     * Writes the reply, its transmit timestamp apart, which the sender fills in last.
     *
     * @param request well-formed; {@code reply} may lie over it
     * @param receiveTimestamp when it arrived, by this server's clock
     * @param nowNs the time on the monotonic scale
     */
    public static Outcome respond(
            NtpPacketView request, long receiveTimestamp, ServerState state, long nowNs, NtpPacketWriter reply) {
        if (request.mode() != NtpMode.CLIENT) {
            return Outcome.NOT_A_REQUEST;
        }
        long origin = request.transmitTimestamp();
        reply.leapVersionMode(state.leap(), request.version(), NtpMode.SERVER)
                .stratum(state.stratum())
                .poll(request.poll())
                .precision(state.precision())
                .rootDelay(state.rootDelay())
                .rootDispersion(state.rootDispersion(nowNs))
                .referenceId(state.referenceId())
                .referenceTimestamp(state.referenceTimestamp())
                .originTimestamp(origin)
                .receiveTimestamp(receiveTimestamp);
        return Outcome.BASIC;
    }
}
