package dev.foliot.daemon;

import dev.foliot.association.Association;
import dev.foliot.association.Interleaving;
import dev.foliot.association.PollRaise;
import dev.foliot.association.RejectReason;
import dev.foliot.association.SourceDirectory;
import dev.foliot.association.SourceParameters;
import dev.foliot.filter.FilterParameters;
import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.filter.SourceFilter;
import dev.foliot.filter.WeighedSample;
import dev.foliot.observability.NtsSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.selection.Candidate;
import dev.foliot.selection.RootDistance;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.ReferenceId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One server in use: its conversation, its samples, what it counts. */
final class ServerSource {
    private static final System.Logger LOG = System.getLogger(ServerSource.class.getName());

    /** A source that is set by less, on a busy machine or a fast network, is no news for a person, in seconds. */
    private static final double NOTEWORTHY_JUMP_S = 1e-3;

    /** For how long a source that jumps again is not logged again. */
    private static final long JUMP_SILENCE_NS = 3_600_000_000_000L;

    /** From how many standard deviations on new samples contradict those that a daemon before has left. */
    private static final double CONTRADICTION = 4;

    /** With so many new samples, those that were left have stood the test. */
    private static final int TRIED_SAMPLES = 12;

    final SourceParameters parameters;
    final Observer.Server server;
    final Association association;

    /** The way of its requests. */
    final Route route;

    /** Whom keys were agreed on with; empty where replies are not authenticated. */
    final Optional<KeyedServer> nts;

    /** The socket of the request under way, or null. */
    TimestampedSocket socket;

    SourceRole role = SourceRole.TOO_FEW_SAMPLES;
    Optional<SourceEstimate> estimate = Optional.empty();

    private final FilterParameters filterParameters;
    private SourceFilter filter;

    /** Knows nothing of what a daemon before has left; empty where nothing was left, or it has stood the test. */
    private Optional<SourceFilter> unbiased = Optional.empty();

    private final SampleHistory history = new SampleHistory();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private long sent;
    private long received;
    private long interleaved;
    private long sendErrors;
    private String lastError;

    /** Why the latest answer that was not believed was not, and how many requests had been sent by then. */
    private RejectReason latestRejected;

    private long sentWhenRejected;
    private boolean failing;
    private boolean loggedJump;
    private long loggedJumpNs;

    /** A source whose replies are not authenticated. */
    ServerSource(
            SourceParameters parameters,
            InetSocketAddress remote,
            Route route,
            FilterParameters filterParameters,
            int localPrecision,
            long firstPollNs) {
        this(parameters, remote, route, Optional.empty(), filterParameters, localPrecision, firstPollNs);
    }

    /** A source whose replies are. */
    ServerSource(
            KeyedServer nts,
            InetSocketAddress remote,
            FilterParameters filterParameters,
            int localPrecision,
            long firstPollNs) {
        this(nts.parameters, remote, nts, Optional.of(nts), filterParameters, localPrecision, firstPollNs);
    }

    private ServerSource(
            SourceParameters parameters,
            InetSocketAddress remote,
            Route route,
            Optional<KeyedServer> nts,
            FilterParameters filterParameters,
            int localPrecision,
            long firstPollNs) {
        this.parameters = parameters;
        this.route = route;
        this.nts = nts;
        this.server = new Observer.Server(parameters.host(), remote);
        this.association = new Association(
                remote,
                parameters.poll(),
                parameters.iburst(),
                localPrecision,
                firstPollNs,
                parameters.interleaved() ? Optional.of(new Interleaving()) : Optional.empty());
        this.filterParameters = filterParameters;
        this.filter = new SourceFilter(filterParameters);
    }

    /** Takes a measurement; tells the association what is known now. */
    void add(PlacedSample placed, SteeringLedger ledger) {
        Sample sample = placed.sample();
        int restarts = filter.restarts();
        double expectedS =
                estimate.map(e -> e.offsetS(sample.monotonicNs(), ledger)).orElse(sample.offsetS());
        learn(placed);
        unbiased.ifPresent(fresh -> tryWhatWasLeft(fresh, placed));
        if (filter.restarts() > restarts) {
            history.keepLatest(filter.size());
            jumped(sample.monotonicNs(), estimate.orElseThrow().offsetS(sample.monotonicNs(), ledger) - expectedS);
        }
        association.onEstimate(estimate.orElseThrow());
    }

    /** When the latest sample was taken, on the monotonic scale. */
    long newestNs() {
        return estimate.map(e -> e.newest().monotonicNs()).orElse(Long.MIN_VALUE);
    }

    /** Logs that the source has been set; a server that does it all the time does not fill the log. */
    private void jumped(long monotonicNs, double jumpS) {
        boolean soonAgain = loggedJump && monotonicNs - loggedJumpNs < JUMP_SILENCE_NS;
        if (Math.abs(jumpS) > NOTEWORTHY_JUMP_S && !soonAgain) {
            loggedJump = true;
            loggedJumpNs = monotonicNs;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: its time or ours has jumped by {1} s; forgetting what was before",
                    name(),
                    String.format(Locale.ROOT, "%+.6f", jumpS));
        }
    }

    /** What the samples count in the present estimate. */
    List<WeighedSample> weighed() {
        return filter.weighed();
    }

    /** Takes samples of a daemon before; a fresh one has to follow before they count. */
    void restore(List<Sample> samples, SteeringLedger ledger) {
        samples.forEach(sample -> learn(PlacedSample.of(sample, ledger)));
        unbiased = Optional.of(new SourceFilter(filterParameters));
    }

    /**
     * Somebody may have steered the clock between the two daemons and put it back, which nothing shows but the time: what
     * was left is forgotten as soon as what is measured now contradicts it.
     */
    private void tryWhatWasLeft(SourceFilter fresh, PlacedSample sample) {
        fresh.add(sample);
        SourceEstimate now = fresh.estimate().orElseThrow();
        SourceEstimate before = estimate.orElseThrow();
        double deviationS =
                Math.sqrt(now.uncertainty().offsetS2() + before.uncertainty().offsetS2());
        if (Math.abs(now.freeOffsetS() - before.freeOffsetS()) > CONTRADICTION * deviationS) {
            LOG.log(System.Logger.Level.INFO, "{0}: what was known from before does not hold any more", name());
            filter = fresh;
            estimate = fresh.estimate();
            history.keepLatest(fresh.size());
            unbiased = Optional.empty();
        } else if (fresh.size() >= TRIED_SAMPLES) {
            unbiased = Optional.empty();
        }
    }

    private void learn(PlacedSample sample) {
        filter.add(sample);
        history.add(sample);
        estimate = filter.estimate();
    }

    SampleHistory history() {
        return history;
    }

    void clockStepped(double stepS) {
        history.clockStepped(stepS);
        filter.clockStepped(stepS);
        unbiased.ifPresent(fresh -> fresh.clockStepped(stepS));
        estimate = filter.estimate();
    }

    /** The machine was suspended: where the clock is now, none of the samples tells. */
    void suspended(double seconds) {
        history.keepLatest(0);
        filter.suspended(seconds);
        unbiased = Optional.empty();
        estimate = filter.estimate();
    }

    InetAddress address() {
        return association.remote().getAddress();
    }

    /** For a person: the name as configured, and the address behind it. */
    String name() {
        return parameters.host() + " (" + Addresses.text(association.remote()) + ")";
    }

    /** Whether it is of no use any more, so that another server of its name should take its place. */
    boolean dead() {
        return association.denied() || association.unansweredPolls() >= SourceDirectory.DEAD_AFTER_POLLS;
    }

    void countSent() {
        sent++;
    }

    /** @param ofBefore whether it is of the exchange before (RFC 9769) */
    void countReceived(boolean ofBefore) {
        received++;
        if (ofBefore) {
            interleaved++;
        }
        failing = false;
    }

    void countRejected(RejectReason reason) {
        latestRejected = reason;
        sentWhenRejected = sent;
        boolean first = rejected.merge(reason, 1L, Long::sum) == 1;
        if (first && reason == RejectReason.KISS_RATE) {
            logKiss(PollRaise.KISS_RATE);
        } else if (first && reason == RejectReason.KISS_DENY) {
            logKiss(PollRaise.KISS_DENY);
        }
    }

    /** The first time only: a server may send one for each request. */
    private void logKiss(PollRaise reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}: {1}; it is asked every {2} s at most from now on",
                name(),
                reason.explanation(),
                Double.toString(association.poll().intervalS()));
    }

    /** Of the latest request nothing may have been heard yet. */
    private boolean rejectedLately() {
        return latestRejected != null && sent - sentWhenRejected <= 1;
    }

    /** @return whether it is news: not what has failed before, with no reply in between */
    boolean countError(String message) {
        sendErrors++;
        latestRejected = null;
        boolean news = !failing || !message.equals(lastError);
        failing = true;
        lastError = message;
        return news;
    }

    void closeSocket() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    Candidate<ServerSource> candidate() {
        return new Candidate<>(
                this,
                association.reach() != 0,
                estimate,
                ReferenceId.ofAddress(address()).value(),
                parameters.options());
    }

    /** How far true time may be from what it says; empty when it says nothing. */
    Optional<RootDistance> distance(long monotonicNs, SteeringLedger ledger, OscillatorStability stability) {
        return estimate.map(e -> RootDistance.of(e, parameters.options(), monotonicNs, ledger, stability));
    }

    SourceSnapshot snapshot(long monotonicNs, SteeringLedger ledger, OscillatorStability stability) {
        Optional<Sample> newest = estimate.map(SourceEstimate::newest);
        Optional<RootDistance> distance = distance(monotonicNs, ledger, stability);
        InetSocketAddress remote = association.remote();
        return new SourceSnapshot(
                parameters.host(),
                Addresses.text(remote),
                role,
                newest.map(Sample::stratum).orElse(null),
                newest.map(s -> new ReferenceId(s.referenceId()).text(s.stratum()))
                        .orElse(null),
                newest.map(Sample::leap).orElse(null),
                association.poll().intervalS(),
                association.pollRaised().orElse(null),
                association.reach(),
                newest.map(s -> (monotonicNs - s.monotonicNs()) * 1e-9).orElse(null),
                estimate.map(e -> e.offsetS(monotonicNs, ledger)).orElse(null),
                estimate.map(e -> e.uncertainty(monotonicNs, ledger).offsetErrorS())
                        .orElse(null),
                newest.map(Sample::delayS).orElse(null),
                estimate.map(SourceEstimate::jitterS).orElse(null),
                estimate.map(e -> e.frequency().ppm()).orElse(null),
                distance.map(RootDistance::totalS).orElse(null),
                parameters.options().maximumAsymmetry(),
                estimate.map(SourceEstimate::shortestDelayS).orElse(null),
                distance.map(RootDistance::asymmetryS).orElse(null),
                filter.size(),
                newest.map(Sample::transmitStamp).orElse(null),
                newest.map(Sample::receiveStamp).orElse(null),
                sent,
                received,
                interleaved,
                rejected.entrySet().stream()
                        .collect(
                                Collectors.toMap(e -> e.getKey().name().toLowerCase(Locale.ROOT), Map.Entry::getValue)),
                rejectedLately() ? latestRejected.name().toLowerCase(Locale.ROOT) : null,
                sendErrors,
                lastError,
                nts.map(server -> server.snapshot()).orElse(NtsSnapshot.NONE));
    }
}
