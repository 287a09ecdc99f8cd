package dev.foliot.daemon;

import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.Discipline;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.observability.SteeringState;
import dev.foliot.selection.Bootstrap;
import dev.foliot.selection.Candidate;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.selection.RootDistance;
import dev.foliot.selection.SelectionHistory;
import dev.foliot.selection.SelectionOutcome;
import dev.foliot.selection.Selector;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.ClockReading;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From samples to commands: selects among the sources, and hands what they say together to the discipline. Decides;
 * performs nothing.
 */
final class Synchroniser {
    /** What an oscillator of 500 ppm makes of half an hour, between looking and accepting. */
    private static final double ACCEPTANCE_TOLERANCE_S = 1;

    private final Selector selector;
    private final Discipline discipline;
    private final OscillatorStability stability;
    private final Observer observer;
    private final SelectionHistory<ServerSource> history = new SelectionHistory<>();
    private final KnownTime known;
    private SelectionOutcome<ServerSource> outcome;
    private ClockEstimate latest;
    private boolean waitingForLeap;
    private int authenticated;
    private boolean timeKnown;

    /**
     * @param stability by how much a source's root distance grows with its age
     * @param known a time that is past
     */
    Synchroniser(
            Selector selector,
            Discipline discipline,
            OscillatorStability stability,
            KnownTime known,
            Observer observer) {
        this.selector = selector;
        this.discipline = discipline;
        this.stability = stability;
        this.known = known;
        this.observer = observer;
    }

    /** How many authenticated sources there are to be; none at first. */
    void expectAuthenticated(int sources) {
        authenticated = sources;
    }

    /**
     * Whether the clock has been right since the daemon started, or since somebody else set it: then certificates can be
     * held against it.
     */
    boolean timeKnown() {
        timeKnown = discipline.updates() > 0 && (timeKnown || discipline.synchronised());
        return timeKnown;
    }

    private boolean bootstrapping() {
        return authenticated > 0 && !timeKnown();
    }

    Discipline discipline() {
        return discipline;
    }

    /**
     * One of the sources has a new sample.
     *
     * <p>The clock is not moved for the first time before every source has finished its burst: whoever answers first is
     * not yet a majority.
     */
    List<ClockCommand> onSample(
            ServerSource source, Collection<ServerSource> sources, ClockReading now, SteeringLedger ledger) {
        SourceEstimate estimate = source.estimate.orElseThrow();
        long utcNs = now.utcNs() + Math.round(estimate.offsetS(now.monotonicNs(), ledger) * 1e9);
        discipline.onSourceTime(estimate.newest().leap(), utcNs, now.monotonicNs());
        waitingForLeap = discipline.waitsForLeap(now.monotonicNs());
        assignRoles(sources, now, ledger);
        return source.role.used() ? discipline(now, ledger) : List.of();
    }

    /**
     * One of the sources gave no sample, or is gone. That tells nothing new of the clock; but before the clock was
     * moved for the first time, it may be the one that the others were waiting for.
     */
    List<ClockCommand> onLoss(Collection<ServerSource> sources, ClockReading now, SteeringLedger ledger) {
        assignRoles(sources, now, ledger);
        boolean awaited = discipline.updates() == 0 && sources.stream().anyMatch(s -> s.role.used());
        return awaited ? discipline(now, ledger) : List.of();
    }

    private List<ClockCommand> discipline(ClockReading now, SteeringLedger ledger) {
        latest = outcome.estimate().orElseThrow();
        boolean panicking = discipline.panic().isPresent();
        List<ClockCommand> commands = discipline.onEstimate(latest, now, ledger);
        if (!panicking) {
            discipline.panic().ifPresent(observer::panicked);
        }
        return commands;
    }

    /**
     * What stands against a correction that was refused and that a person accepts, for that person; empty when nothing
     * does. It must still be what the sources want: the person has not seen anything else.
     */
    Optional<String> objection(double offsetS, ClockReading now, SteeringLedger ledger) {
        if (discipline.panic().isEmpty()) {
            return Optional.of("there is nothing to accept: no correction has been refused");
        }
        if (outcome.estimate().isEmpty()) {
            return Optional.of("no source can be used any more, so it is not known what is right");
        }
        double wantedS = outcome.estimate().get().offsetS(now.monotonicNs(), ledger);
        if (!(Math.abs(wantedS - offsetS) <= ACCEPTANCE_TOLERANCE_S)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the sources would now have the clock moved by %+.3f s, not by %+.3f s",
                    wantedS,
                    offsetS));
        }
        return Optional.empty();
    }

    /** A person accepts the correction that was refused, against which there is no {@link #objection}. */
    List<ClockCommand> accept(ClockReading now, SteeringLedger ledger) {
        latest = outcome.estimate().orElseThrow();
        observer.accepted(latest.offsetS(now.monotonicNs(), ledger));
        return discipline.accept(latest, now, ledger);
    }

    /** A leap second has come that the clock has not made; what was estimated knows of it. */
    List<ClockCommand> slewLeap(ClockReading now, SteeringLedger ledger) {
        return discipline.slewLeap(latest, now, ledger);
    }

    private void assignRoles(Collection<ServerSource> sources, ClockReading now, SteeringLedger ledger) {
        outcome = bootstrapping()
                ? selectAuthenticated(sources, now, ledger)
                : selector.select(candidates(sources), history, now.monotonicNs(), ledger);
        history.remember(candidates(sources), outcome.roles());
        boolean tooEarly = discipline.updates() == 0 && starting(sources);
        outcome.roles()
                .forEach((source, role) -> source.role = tooEarly && role.used() ? SourceRole.TOO_FEW_SAMPLES : role);
        observer.selected(() -> selection(sources, now.monotonicNs(), ledger));
    }

    private static List<Candidate<ServerSource>> candidates(Collection<ServerSource> sources) {
        return sources.stream().map(ServerSource::candidate).toList();
    }

    /** Selects among the sources that have a say while nobody knows what time it is. */
    private SelectionOutcome<ServerSource> selectAuthenticated(
            Collection<ServerSource> sources, ClockReading now, SteeringLedger ledger) {
        Bootstrap bootstrap = new Bootstrap(authenticated, known.utcNs());
        List<ServerSource> admitted = new ArrayList<>();
        Map<ServerSource, SourceRole> roles = new LinkedHashMap<>();
        for (ServerSource source : sources) {
            Optional<Long> saysUtcNs =
                    source.estimate.map(e -> now.utcNs() + Math.round(e.offsetS(now.monotonicNs(), ledger) * 1e9));
            bootstrap
                    .objection(source.nts.flatMap(KeyedServer::certificates), saysUtcNs)
                    .ifPresentOrElse(role -> roles.put(source, role), () -> admitted.add(source));
        }
        SelectionOutcome<ServerSource> selected = selector.withMinimum(bootstrap.needed(selector.minimum()))
                .select(candidates(admitted), history, now.monotonicNs(), ledger);
        roles.putAll(selected.roles());
        return new SelectionOutcome<>(selected.estimate(), roles, selected.quorum());
    }

    private Observer.Selection selection(Collection<ServerSource> sources, long monotonicNs, SteeringLedger ledger) {
        List<Observer.Vote> votes = sources.stream()
                .map(source -> new Observer.Vote(
                        source.server,
                        source.role,
                        source.estimate.map(e -> e.offsetS(monotonicNs, ledger)),
                        source.distance(monotonicNs, ledger, stability).map(RootDistance::totalS)))
                .toList();
        return new Observer.Selection(
                votes, outcome.quorum().agreeing(), outcome.quorum().needed(), outcome.estimate());
    }

    /** Whether a source that may have a vote is still in its burst. */
    private static boolean starting(Collection<ServerSource> sources) {
        return sources.stream()
                .anyMatch(source -> source.association.starting()
                        && !source.parameters.options().noselect());
    }

    /** What is done about the clock now. */
    SteeringState state() {
        if (discipline.panic().isPresent()) {
            return SteeringState.PANIC;
        }
        if (!discipline.synchronised()) {
            return SteeringState.UNSYNCHRONISED;
        }
        return outcome.estimate().isPresent() ? SteeringState.SYNCHRONISED : SteeringState.HOLDOVER;
    }

    /** What the clock was last disciplined by; empty before the first time. */
    Optional<ClockEstimate> latest() {
        return Optional.ofNullable(latest);
    }

    /** The clock has been stepped: what was estimated moves along. */
    void clockStepped(double stepS) {
        if (latest != null) {
            latest = latest.afterStep(stepS);
        }
    }

    /** The machine was suspended: nothing that was estimated holds any more, or the frequency alone. */
    void suspended() {
        latest = null;
    }

    /** What is missing for the clock to be steered, for a person; empty when nothing is, or nothing that will come. */
    Optional<String> waitingFor(Collection<ServerSource> sources) {
        if (state() == SteeringState.SYNCHRONISED || state() == SteeringState.PANIC) {
            return Optional.empty();
        }
        if (waitingForLeap) {
            return Optional.of("the leap second to be over");
        }
        if (sources.isEmpty()) {
            return Optional.of("the names of the sources to resolve");
        }
        if (sources.stream().noneMatch(s -> s.association.reach() != 0)) {
            return Optional.of("an answer from any source");
        }
        if (outcome == null || starting(sources)) {
            return Optional.of("the first samples of every source");
        }
        if (bootstrapping() && outcome.quorum().agreeing() < outcome.quorum().needed()) {
            int needed = outcome.quorum().needed();
            return Optional.of(
                    needed == 1
                            ? "an authenticated source whose time is possible"
                            : needed + " authenticated sources that agree on what time it is; "
                                    + outcome.quorum().agreeing() + " of " + authenticated + " do");
        }
        return outcome.quorum()
                .waitingFor()
                .or(() -> Optional.of("the clock to come within maximum-error of true time"));
    }
}
