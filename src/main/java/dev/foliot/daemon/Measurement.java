package dev.foliot.daemon;

import dev.foliot.association.Association;
import dev.foliot.association.Interleaving;
import dev.foliot.association.PollLimits;
import dev.foliot.association.RejectReason;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.discipline.LeapMode;
import dev.foliot.filter.Sample;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks one server for the time, once at a call, and changes nothing. It asks as the daemon does, with the same tests of
 * the answer.
 */
public final class Measurement {
    private final Ports ports;
    private final ClockDriver clock;
    private final RequestSender sender;
    private final RandomGenerator random;
    private final InetSocketAddress remote;
    private final Route route;
    private final Interleaving interleaving = new Interleaving();

    /**
     * What came of asking.
     *
     * @param sample the measurement, if the server gave one
     * @param interleaved whether the server completed the exchange before (RFC 9769), which the measurement then is of
     * @param rejected datagrams that were not believed, by reason
     */
    public record Result(Optional<Sample> sample, boolean interleaved, Map<RejectReason, Integer> rejected) {}

    /**
     * @param ports stays the caller's
     * @param random a cryptographic one: it makes requests unforgeable
     */
    public Measurement(Ports ports, InetSocketAddress remote, RandomGenerator random) throws ClockException {
        this(ports, remote, () -> ports.network().connect(remote), random);
    }

    /**
     * Asks a server that keys have been agreed on with.
     *
     * @param ports stays the caller's
     * @param session stays the caller's
     * @param random a cryptographic one
     */
    public Measurement(Ports ports, NtsSession session, RandomGenerator random) throws ClockException {
        this(ports, session.server(), session::connect, random);
    }

    private Measurement(Ports ports, InetSocketAddress remote, Route route, RandomGenerator random)
            throws ClockException {
        this.ports = ports;
        this.route = route;
        this.clock = new ClockDriver(ports.clock(), LeapMode.SYSTEM, Observer.NONE);
        this.sender = new RequestSender(clock, Optional.empty());
        this.random = random;
        this.remote = remote;
    }

    /**
     * Asks once, and waits for the answer, for a few seconds at the most.
     *
     * @param timeoutNs how long to wait, in nanoseconds
     * @throws java.net.PortUnreachableException when nobody listens there
     * @throws IOException when the request cannot be sent
     */
    public Result once(long timeoutNs) throws IOException {
        int precision = Precision.log2S(clock.capabilities().readingQuantumNs());
        long nowNs = clock.read().monotonicNs();
        Association association =
                new Association(remote, PollLimits.DEFAULT, false, precision, nowNs, Optional.of(interleaving));
        association.onDeadline(nowNs, random.nextLong());
        Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
        Optional<ReplyOutcome> outcome;
        Poller poller = ports.poller();
        try (TimestampedSocket socket = sender.send(association, route)) {
            poller.add(socket);
            try {
                outcome = await(socket, association, nowNs + timeoutNs, rejected);
            } finally {
                poller.remove(socket);
            }
        }
        Optional<ReplyOutcome.Measured> measured =
                outcome.filter(ReplyOutcome.Measured.class::isInstance).map(ReplyOutcome.Measured.class::cast);
        return new Result(
                measured.map(ReplyOutcome.Measured::sample),
                measured.filter(ReplyOutcome.Measured::interleaved).isPresent(),
                rejected);
    }

    private Optional<ReplyOutcome> await(
            TimestampedSocket socket, Association association, long latestNs, Map<RejectReason, Integer> rejected)
            throws IOException {
        while (true) {
            long deadlineNs = Math.min(association.deadlineNs(), latestNs);
            if (clock.read().monotonicNs() >= deadlineNs) {
                return Optional.empty();
            }
            if (!ports.poller().await(clock.toKernelMonotonicNs(deadlineNs)).isEmpty()) {
                Optional<ReplyOutcome> outcome =
                        sender.receive(socket, association, reason -> rejected.merge(reason, 1, Integer::sum));
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
        }
    }
}
