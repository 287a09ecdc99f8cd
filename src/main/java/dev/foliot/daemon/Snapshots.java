package dev.foliot.daemon;

import dev.foliot.discipline.Discipline;
import dev.foliot.discipline.LeapPolicy;
import dev.foliot.discipline.LeapTable;
import dev.foliot.discipline.Panic;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.LeapSnapshot;
import dev.foliot.observability.RecordingSnapshot;
import dev.foliot.observability.ServerSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.observability.SteeringSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.recording.RecordingState;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.server.ServerParameters;
import dev.foliot.time.ClockReading;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.SteeringLedger;
import dev.foliot.wire.ReferenceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes snapshots of a running daemon, on its own thread. */
final class Snapshots {
    private final Supplier<ClockReading> now;
    private final ClockDriver clock;
    private final ClientLoop loop;
    private final Synchroniser synchroniser;
    private final LeapPolicy leaps;
    private final String control;
    private final OscillatorStability stability;
    private final long startedNs;
    private final Supplier<Optional<RecordingState>> recording;

    /**
     * @param now reads the clock; not through {@code clock}, since whoever asks for a snapshot must not change what the
     *     core sees
     * @param control why it is that clock which is disciplined, for a person
     * @param recording how the recording is doing, if there is one
     */
    Snapshots(
            Supplier<ClockReading> now,
            ClockDriver clock,
            ClientLoop loop,
            Synchroniser synchroniser,
            LeapPolicy leaps,
            String control,
            OscillatorStability stability,
            Supplier<Optional<RecordingState>> recording) {
        this.now = now;
        this.recording = recording;
        this.clock = clock;
        this.loop = loop;
        this.synchroniser = synchroniser;
        this.leaps = leaps;
        this.control = control;
        this.stability = stability;
        this.startedNs = now.get().monotonicNs();
    }

    DaemonSnapshot take() {
        ClockReading now = this.now.get();
        SteeringLedger ledger = clock.ledger();
        Stream<SourceSnapshot> inUse =
                loop.sources().stream().map(source -> source.snapshot(now.monotonicNs(), ledger, stability));
        Stream<SourceSnapshot> withoutKeys = loop.withoutKeys().stream()
                .map(server -> SourceSnapshot.withoutKeys(
                        server.parameters.host(), server.parameters.options().maximumAsymmetry(), server.snapshot()));
        List<SourceSnapshot> sources = Stream.concat(inUse, withoutKeys).toList();
        return new DaemonSnapshot(
                Version.TEXT,
                ProcessHandle.current().pid(),
                (now.monotonicNs() - startedNs) * 1e-9,
                now.utcNs(),
                clock(now, ledger),
                sources,
                recording.get().map(Snapshots::recording).orElse(RecordingSnapshot.NONE),
                ServerSnapshot.NONE);
    }

    private static RecordingSnapshot recording(RecordingState state) {
        return new RecordingSnapshot(state.file().toString(), state.bytes(), state.limitBytes(), state.problem());
    }

    private String waitingFor() {
        if (loop.asksNobody()) {
            return "a source to be configured";
        }
        if (loop.sources().isEmpty() && !loop.withoutKeys().isEmpty()) {
            return "keys to be agreed on with "
                    + loop.withoutKeys().stream().map(KeyedServer::name).collect(Collectors.joining(", "));
        }
        if (loop.sources().isEmpty() && !loop.unresolved().isEmpty()) {
            return "names to resolve: " + String.join(", ", loop.unresolved());
        }
        return synchroniser.waitingFor(loop.sources()).orElse(null);
    }

    private ClockSnapshot clock(ClockReading now, SteeringLedger ledger) {
        Discipline discipline = synchroniser.discipline();
        Optional<ClockEstimate> estimate = synchroniser.latest();
        Optional<ClockEstimate> trusted = estimate.filter(e -> discipline.synchronised());
        Optional<Double> offsetS = trusted.map(e -> e.offsetS(now.monotonicNs(), ledger));
        Optional<Double> offsetErrorS =
                trusted.map(e -> e.uncertainty(now.monotonicNs(), ledger).offsetErrorS());
        double boundS = discipline.bound().atS(now.monotonicNs());
        return new ClockSnapshot(
                clock.capabilities().backend(),
                !clock.capabilities().backend().equals("userspace"),
                control,
                discipline.synchronised(),
                waitingFor(),
                offsetS.orElse(null),
                offsetErrorS.orElse(null),
                offsetS.map(s -> Math.abs(s) + offsetErrorS.orElseThrow()).orElse(null),
                Double.isFinite(boundS) ? boundS : null,
                discipline.correction().ppm(),
                estimate.map(e -> e.uncertainty().frequencyError().ppm()).orElse(null),
                ledger.frequency().ppm() - discipline.correction().ppm(),
                trusted.map(ClockEstimate::rootDelayS).orElse(null),
                trusted.map(e -> ServedState.rootDispersionS(e, boundS)).orElse(null),
                trusted.map(e -> e.stratum() + 1).orElse(ServerParameters.UNSYNCHRONISED_STRATUM),
                trusted.map(e -> new ReferenceId(e.referenceId()).text(e.stratum() + 1))
                        .orElse(null),
                trusted.map(e -> discipline.announcedLeap()).orElse(LeapIndicator.UNSYNCHRONISED),
                discipline.updates(),
                clock.steps(),
                clock.steps() == 0 ? null : clock.lastStepNs() * 1e-9,
                loop.foreignSteps(),
                clock.suspends().count(),
                clock.suspends().count() == 0 ? null : clock.suspends().latestNs() * 1e-9,
                steering(now),
                leapSecond(now));
    }

    private LeapSnapshot leapSecond(ClockReading now) {
        Optional<LeapTable> valid = leaps.validTable(now.utcNs());
        return new LeapSnapshot(
                clock.leapMode(),
                valid.isPresent(),
                leaps.table().map(table -> table.expiresUtcS() * 1_000_000_000L).orElse(null),
                valid.map(table -> table.taiOffsetS(now.utcNs())).orElse(null));
    }

    private SteeringSnapshot steering(ClockReading now) {
        Discipline discipline = synchroniser.discipline();
        SteeringState state = synchroniser.state();
        boolean holdover = state == SteeringState.HOLDOVER;
        return new SteeringSnapshot(
                state,
                discipline.panic().map(Panic::explanation).orElse(null),
                discipline.panic().map(Panic::remedy).orElse(null),
                discipline.panic().map(Panic::offsetS).orElse(null),
                discipline.acceptedS().isPresent() ? discipline.acceptedS().getAsDouble() : null,
                discipline.accumulatedS(),
                holdover ? (now.monotonicNs() - discipline.lastUpdateNs()) * 1e-9 : null,
                holdover ? discipline.bound().growth(now.monotonicNs()).ppm() : null,
                clock.interferences());
    }
}
