package dev.foliot.association;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Moment;
import dev.foliot.time.Stamp;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.NtpPacketView;

/**
 * A request and its reply, but for the time at which the reply left: that stands in the reply itself or, more precisely,
 * in an interleaved one after it.
 *
 * @param transmit when the request left
 * @param serverReceive when it arrived, as on the wire
 * @param receive when the reply arrived
 * @param rootDelayS what the reply says of the server's distance from its reference, whose time it told
 * @param rootDispersionS the same of its error
 * @param middle the moment between the two of ours
 */
record OpenExchange(
        Stamp transmit, long serverReceive, Stamp receive, double rootDelayS, double rootDispersionS, Moment middle) {
    /**
     * One whose reply has just come in.
     *
     * @param now a reading of the clock after that
     * @param ledger of that clock
     */
    static OpenExchange of(
            Stamp transmit, NtpPacketView reply, Stamp receive, ClockReading now, SteeringLedger ledger) {
        long receivedNs = now.monotonicNs() - (now.utcNs() - receive.utcNs());
        long elapsedNs = receive.utcNs() - transmit.utcNs();
        return new OpenExchange(
                transmit,
                reply.receiveTimestamp(),
                receive,
                reply.rootDelayS(),
                reply.rootDispersionS(),
                ledger.moment(receivedNs - elapsedNs / 2));
    }
}
