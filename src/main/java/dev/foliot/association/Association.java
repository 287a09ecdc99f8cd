package dev.foliot.association;

import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.time.ClockReading;
import dev.foliot.time.PollExponent;
import dev.foliot.time.Stamp;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The conversation with one server: asks it at its times, keeps the one request that is under way, and decides what the
 * answer is worth (RFC 5905, sections 8 and 9).
 *
 * <p>A request carries nothing about this machine: its transmit timestamp is a random number, which the reply must
 * return (the data minimisation of draft-ietf-ntp-data-minimization). The true time of sending is kept here.
 */
public final class Association {
    /** How long a reply is waited for, in nanoseconds; never longer than until the next request. */
    static final long REPLY_TIMEOUT_NS = 4_000_000_000L;

    private final InetSocketAddress remote;
    private final PollSchedule schedule;
    private final int localPrecision;
    private final Optional<Interleaving> interleaving;
    private Request request;
    private boolean starting = true;
    private boolean denied;
    private boolean keysRefused;
    private long lastPollNs;
    private long nextPollNs;
    private long earliestPollNs = Long.MIN_VALUE;
    private int reach;
    private int unansweredPolls;

    /**
     * An association in basic mode.
     *
     * @param remote the server
     * @param localPrecision of our clock: the base-2 logarithm of seconds
     * @param firstPollNs when to ask for the first time, on the monotonic scale
     */
    public Association(
            InetSocketAddress remote, PollLimits limits, boolean iburst, int localPrecision, long firstPollNs) {
        this(remote, limits, iburst, localPrecision, firstPollNs, Optional.empty());
    }

    /**
     * An association that may ask for interleaved replies as well.
     *
     * @param interleaving the memory of the previous exchange, which may be that of another association with the server
     */
    public Association(
            InetSocketAddress remote,
            PollLimits limits,
            boolean iburst,
            int localPrecision,
            long firstPollNs,
            Optional<Interleaving> interleaving) {
        this.remote = remote;
        this.interleaving = interleaving;
        this.schedule = new PollSchedule(limits, iburst);
        this.localPrecision = localPrecision;
        this.nextPollNs = firstPollNs;
    }

    /** When {@link #onDeadline} wants to be called, on the monotonic scale. */
    public long deadlineNs() {
        return request != null ? request.deadlineNs : nextPollNs;
    }

    /**
     * What is to be done at the deadline; nothing when it has not come yet.
     *
     * @param nonce a fresh random number
     */
    public Optional<AssociationAction> onDeadline(long monotonicNs, long nonce) {
        if (monotonicNs < deadlineNs()) {
            return Optional.empty();
        }
        if (request != null) {
            end();
            return Optional.of(new AssociationAction.GiveUp());
        }
        reach = reach << 1 & 0xff;
        long intervalNs = schedule.nextIntervalNs();
        lastPollNs = monotonicNs;
        nextPollNs = monotonicNs + intervalNs;
        earliestPollNs = monotonicNs + Math.min(PollSchedule.BURST_INTERVAL_NS, intervalNs);
        boolean interleaved = interleaving.flatMap(Interleaving::previous).isPresent();
        request = new Request(nonce, interleaved, monotonicNs + Math.min(REPLY_TIMEOUT_NS, intervalNs));
        return Optional.of(new AssociationAction.Send());
    }

    /** Writes the request that {@link AssociationAction.Send} asked for. */
    public void writeRequest(NtpPacketWriter writer) {
        writer.clientRequest(schedule.current().log2S(), request.nonce);
        if (request.interleaved) {
            interleaving.orElseThrow().ask(writer, request.nonce);
        }
    }

    /**
     * The request has left.
     *
     * @param transmit when, by the daemon's reading right before the system call
     * @param ourselves whose reply is of no use
     */
    public void onSent(Stamp transmit, Ourselves ourselves) {
        request.transmit = transmit;
        request.ourselves = ourselves;
    }

    /**
     * The request could not be sent, or the network says that nobody listens there; the next one is tried at its time.
     */
    public void onFailed() {
        end();
    }

    /** Forgets a request under way: the clock has jumped since, so that its times are of two scales. */
    public void forgetRequest() {
        request = null;
        interleaving.ifPresent(Interleaving::forget);
        starting &= schedule.starting();
    }

    /**
     * Starts over with a burst: somebody has set the clock, or the network is back. A request under way is forgotten,
     * since its time was taken from a clock that has been set since. However often that happens, requests stay as far
     * apart as those of a burst.
     */
    public void restart(long monotonicNs) {
        forgetRequest();
        beginAnew(monotonicNs);
    }

    /** Starts over with a burst when a request under way has ended: what the latest ones met with is over. */
    public void beginAnew(long monotonicNs) {
        unansweredPolls = 0;
        schedule.restart();
        starting = true;
        nextPollNs = Math.max(monotonicNs, earliestPollNs);
    }

    /**
     * A stamp of the request by the system has come in; it counts when it was taken nearer to the wire than the one
     * before.
     */
    public void onTransmitStamp(Stamp transmit) {
        if (request != null && request.transmit != null && transmit.source().compareTo(request.transmit.source()) > 0) {
            request.transmit = transmit;
        }
    }

    /**
     * A datagram has come in on the request's socket.
     *
     * @param packet its bytes, or null when they are not an NTP packet
     * @param receive when it arrived
     * @param now a reading of the clock after that
     * @param ledger of that clock
     */
    public ReplyOutcome onDatagram(NtpPacketView packet, Stamp receive, ClockReading now, SteeringLedger ledger) {
        if (packet == null) {
            return new ReplyOutcome.Rejected(RejectReason.MALFORMED, false);
        }
        if (request == null || request.transmit == null) {
            return new ReplyOutcome.Rejected(RejectReason.UNEXPECTED, false);
        }
        Optional<RejectReason> unrelated = ReplyTests.unrelated(packet, request);
        if (unrelated.isPresent()) {
            return new ReplyOutcome.Rejected(unrelated.get(), false);
        }
        Request answered = request;
        end();
        keysRefused = false;
        OpenExchange own = OpenExchange.of(answered.transmit, packet, receive, now, ledger);
        boolean interleaved = packet.originTimestamp() != answered.nonce;
        OpenExchange open =
                interleaved ? interleaving.flatMap(Interleaving::previous).orElseThrow() : own;
        Exchange exchange = Exchange.of(open, packet, localPrecision);
        Optional<RejectReason> reason = ReplyTests.unusable(packet, interleaved, exchange, answered.ourselves);
        if (reason.isPresent()) {
            interleaving.ifPresent(Interleaving::forget);
            obey(reason.get());
            return new ReplyOutcome.Rejected(reason.get(), true);
        }
        boolean again = interleaved && interleaving.orElseThrow().measured();
        interleaving.ifPresent(memory -> memory.remember(own, !interleaved));
        reach |= 1;
        unansweredPolls = 0;
        denied = false;
        return new ReplyOutcome.Measured(measured(open, exchange, packet), interleaved, again);
    }

    /** A server that knows better by the next reply was as wrong in this one as it said then. */
    private static PlacedSample measured(OpenExchange open, Exchange exchange, NtpPacketView packet) {
        Sample sample = new Sample(
                open.middle().monotonicNs(),
                exchange.offsetS(),
                exchange.delayS(),
                exchange.dispersionS(),
                Math.max(open.rootDelayS(), packet.rootDelayS()),
                Math.max(open.rootDispersionS(), packet.rootDispersionS()),
                packet.stratum(),
                packet.leap(),
                packet.referenceId(),
                open.transmit().source(),
                open.receive().source());
        return PlacedSample.of(sample, open.middle());
    }

    /**
     * A datagram has come in of which nothing proves that it is the server's. It changes nothing by itself: anybody can
     * send it, and the true reply is still to be waited for.
     *
     * @param refusesKeys whether it says that the server cannot read our cookie
     */
    public ReplyOutcome onNotAuthentic(boolean refusesKeys) {
        keysRefused |= refusesKeys && request != null;
        return new ReplyOutcome.Rejected(refusesKeys ? RejectReason.NTS_NAK : RejectReason.NTS_NOT_AUTHENTIC, false);
    }

    /**
     * Whether the latest request got no answer but the one that the server cannot read our cookie: then it is time for
     * other keys (RFC 8915, section 5.7).
     */
    public boolean keysRefused() {
        return keysRefused && request == null;
    }

    /** Whether the server may not be able to read our cookies: somebody has said so, and nothing authentic came since. */
    public boolean keysInDoubt() {
        return keysRefused;
    }

    /** Other keys are there. */
    public void keysChanged() {
        keysRefused = false;
    }

    /** Does what a kiss code asks for. It carried our random number, so nobody off the path can have sent it. */
    private void obey(RejectReason reason) {
        switch (reason) {
            case KISS_RATE -> schedule.slowDown();
            case KISS_DENY -> {
                denied = true;
                schedule.asSeldomAsPossible();
            }
            default -> {
                return;
            }
        }
        starting = false;
        nextPollNs = lastPollNs + schedule.current().intervalNs();
    }

    private void end() {
        request = null;
        unansweredPolls++;
        starting &= schedule.starting();
    }

    /** Tells what the samples so far say, so that the poll interval can follow. */
    public void onEstimate(SourceEstimate estimate) {
        schedule.adapt(estimate);
    }

    /** Why the server is asked less often than configured; empty when it is not. */
    public Optional<PollRaise> pollRaised() {
        return schedule.raised();
    }

    public InetSocketAddress remote() {
        return remote;
    }

    public PollExponent poll() {
        return schedule.current();
    }

    /** The last eight polls, the latest in bit 0 (RFC 5905: the reachability register). */
    public int reach() {
        return reach;
    }

    /** How many polls in a row have brought no usable reply; one that is under way does not count yet. */
    public int unansweredPolls() {
        return unansweredPolls;
    }

    /** Whether the server has said that it will not serve us, and not served us since. */
    public boolean denied() {
        return denied;
    }

    /** Whether the requests that start a conversation, the burst, are not yet all sent and answered or given up. */
    public boolean starting() {
        return starting;
    }
}
