package dev.foliot.observability;

import dev.foliot.association.PollRaise;
import dev.foliot.discipline.LeapMode;
import dev.foliot.keyexchange.ExchangeOutcome;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Daemons as tests need them. */
public final class Snapshots {
    private static final long NOON_NS = 1_795_348_800_123_456_789L;

    private Snapshots() {}

    /** Everything is known, and most of the roles occur. */
    public static DaemonSnapshot synchronised() {
        return new DaemonSnapshot(
                "1.2.3",
                4711,
                273_911.5,
                NOON_NS,
                clock(null, FOLLOWING),
                List.of(
                        source(
                                "ntp1.example.net",
                                "192.0.2.1:123",
                                SourceRole.SELECTED,
                                1,
                                12.3e-6,
                                StampSource.HARDWARE),
                        source(
                                "ntp2.example.net",
                                "192.0.2.2:123",
                                SourceRole.COMBINED,
                                2,
                                -45.6e-6,
                                StampSource.KERNEL),
                        source(
                                "pool.example.org",
                                "198.51.100.7:123",
                                SourceRole.OUTLIER,
                                3,
                                0.00123,
                                StampSource.KERNEL),
                        source(
                                "pool.example.org",
                                "[2001:db8::7]:123",
                                SourceRole.FALSETICKER,
                                2,
                                1.5,
                                StampSource.DAEMON),
                        silentSource()),
                new RecordingSnapshot("/var/lib/foliot/recording", 3_366_000, 67_108_864, null),
                new ServerSnapshot(
                        List.of("0.0.0.0:123", "[::]:123"),
                        2,
                        2,
                        123_456,
                        120_001,
                        outcomes(),
                        List.of(0L, 12L, 3_450L, 119_939L),
                        4_321,
                        1_234,
                        0,
                        2,
                        7,
                        new KeyExchangeSnapshot(
                                List.of("0.0.0.0:4460"),
                                1,
                                KeyExchangeSnapshot.outcomes(outcome -> outcome == ExchangeOutcome.AGREED ? 37 : 0),
                                1_798_761_600L,
                                "/var/lib/foliot/keyset.json",
                                "0badcafe",
                                List.of("0badcafe", "12345678"),
                                1_795_345_200L,
                                1_795_431_600L,
                                true,
                                null)));
    }

    private static Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new LinkedHashMap<>(ServerSnapshot.NONE.outcomes());
        outcomes.putAll(Map.of(
                "basic", 119_000L, "interleaved", 1_000L, "kiss_rate", 1L, "malformed", 55L, "rate_limited", 3_400L));
        return outcomes;
    }

    /** Of a server: one that asks as it should, one that asks far too often, and others. */
    public static List<ClientSnapshot> clients() {
        return List.of(
                new ClientSnapshot("192.0.2.17", 1_350, 0, 1_349, 4, 86_400, 12),
                new ClientSnapshot("2001:db8::dead:beef", 48_211, 45_102, 0, 3, 3_600, 0.2),
                new ClientSnapshot("198.51.100.7", 1, 0, 0, 4, 700, 700),
                new ClientSnapshot("198.51.100.8", 8, 0, 0, 1, 30, 0.1));
    }

    /** A daemon that was synchronised, and whose servers answer no more, or only with what cannot be used. */
    public static DaemonSnapshot coasting() {
        return new DaemonSnapshot(
                "1.2.3",
                4711,
                86400,
                NOON_NS,
                clock(
                        "an answer from any source",
                        new SteeringSnapshot(SteeringState.HOLDOVER, null, null, null, null, 0, 10_800.0, 15.03, 2)),
                List.of(
                        silentSource(),
                        unusable("follower.example.com", silentSource(), "loop"),
                        unusable("lost.example.com", silentSource(), null),
                        SourceSnapshot.withoutKeys("keyless.example.com", 1, NO_KEYS)),
                RecordingSnapshot.NONE,
                ServerSnapshot.NONE);
    }

    /** A daemon whose sources want the clock moved by more than is believed. */
    public static DaemonSnapshot panicking() {
        SteeringSnapshot steering = new SteeringSnapshot(
                SteeringState.PANIC,
                "the sources would have the clock moved by +1234.500 s, single-step-panic-threshold is 1000 s",
                "if that is right: foliot accept --offset=+1234.500; or set the clock by hand",
                1234.5,
                null,
                0,
                null,
                null,
                0);
        return new DaemonSnapshot(
                "1.2.3",
                4711,
                86400,
                NOON_NS,
                clockThatKnowsNothing("adjtimex", true, "this machine's clock is steered", null, steering),
                List.of(silentSource()),
                RecordingSnapshot.NONE,
                ServerSnapshot.NONE);
    }

    /** @param latestRejected null: it does not answer any more, of what was rejected when it did there is nothing to say */
    private static SourceSnapshot unusable(String name, SourceSnapshot silent, String latestRejected) {
        return new SourceSnapshot(
                name,
                silent.address(),
                silent.role(),
                silent.stratum(),
                silent.referenceId(),
                silent.leap(),
                silent.pollS(),
                latestRejected == null ? null : PollRaise.KISS_RATE,
                silent.reach(),
                silent.lastReplyAgeS(),
                silent.offsetS(),
                silent.offsetErrorS(),
                silent.delayS(),
                silent.jitterS(),
                silent.frequencyPpm(),
                silent.rootDistanceS(),
                silent.maximumAsymmetry(),
                silent.shortestDelayS(),
                silent.asymmetryErrorS(),
                silent.samples(),
                silent.transmitStamp(),
                silent.receiveStamp(),
                silent.sent(),
                silent.received(),
                silent.interleaved(),
                Map.of("loop", 9L, "malformed", 2L),
                latestRejected,
                silent.sendErrors(),
                silent.lastError(),
                silent.nts());
    }

    /** A daemon that steers, and does not know the time yet. */
    public static DaemonSnapshot notYetSynchronised() {
        ClockSnapshot clock = startingClock("adjtimex", true, "this machine's clock is steered");
        return new DaemonSnapshot(
                "1.2.3",
                4711,
                0.75,
                NOON_NS,
                clock,
                List.of(silentSource()),
                RecordingSnapshot.NONE,
                ServerSnapshot.NONE);
    }

    /** The first second of a daemon's life: hardly anything is known. */
    public static DaemonSnapshot starting() {
        ClockSnapshot clock =
                startingClock("userspace", false, "no permission to steer this machine's clock (CAP_SYS_TIME)");
        return new DaemonSnapshot(
                "1.2.3",
                4711,
                0.75,
                NOON_NS,
                clock,
                List.of(silentSource()),
                RecordingSnapshot.NONE,
                ServerSnapshot.NONE);
    }

    private static ClockSnapshot startingClock(String backend, boolean steered, String control) {
        return clockThatKnowsNothing(
                backend,
                steered,
                control,
                "an answer from any source",
                new SteeringSnapshot(SteeringState.UNSYNCHRONISED, null, null, null, null, 0, null, null, 0));
    }

    private static ClockSnapshot clockThatKnowsNothing(
            String backend, boolean steered, String control, String waitingFor, SteeringSnapshot steering) {
        return new ClockSnapshot(
                backend,
                steered,
                control,
                false,
                waitingFor,
                null,
                null,
                null,
                null,
                0,
                null,
                0,
                null,
                null,
                16,
                null,
                LeapIndicator.UNSYNCHRONISED,
                0,
                0,
                null,
                0,
                0,
                null,
                steering,
                NO_LIST);
    }

    private static final LeapSnapshot NO_LIST = new LeapSnapshot(LeapMode.SYSTEM, false, null, null);
    private static final SteeringSnapshot FOLLOWING =
            new SteeringSnapshot(SteeringState.SYNCHRONISED, null, null, null, null, 0, null, null, 0);

    private static ClockSnapshot clock(String waitingFor, SteeringSnapshot steering) {
        return new ClockSnapshot(
                "adjtimex",
                true,
                "this machine's clock is steered",
                true,
                waitingFor,
                12.3e-6,
                1.24e-6,
                13.54e-6,
                0.00124,
                -12.3456,
                0.0123,
                0.25,
                0.00034,
                0.00107,
                2,
                "192.0.2.1",
                LeapIndicator.NONE,
                1042,
                1,
                -1.25,
                0,
                1,
                25_920.0,
                steering,
                new LeapSnapshot(LeapMode.SYSTEM, true, 1_814_140_800_000_000_000L, 37));
    }

    private static SourceSnapshot source(
            String name, String address, SourceRole role, int stratum, double offsetS, StampSource receiveStamp) {
        return new SourceSnapshot(
                name,
                address,
                role,
                stratum,
                "PPS",
                LeapIndicator.NONE,
                64,
                null,
                0377,
                12.0,
                offsetS,
                1.5e-6,
                340e-6,
                5.6e-6,
                -12.3,
                0.00124,
                stratum == 1 ? 0.1 : 1,
                320e-6,
                stratum == 1 ? 16e-6 : 160e-6,
                16,
                StampSource.KERNEL,
                receiveStamp,
                1042,
                1040,
                stratum == 1 ? 1036 : 0,
                Map.of("origin_mismatch", 1L, "kiss_rate", 2L),
                null,
                0,
                null,
                stratum == 1 ? KEYS : NtsSnapshot.NONE);
    }

    private static final NtsSnapshot KEYS = new NtsSnapshot(
            "192.0.2.1:4460", true, 7200.0, NOON_NS + 2_592_000_000_000_000L, "AES-SIV-CMAC-256", 8, 1, null);

    private static final NtsSnapshot NO_KEYS =
            new NtsSnapshot("203.0.113.5:4460", false, null, null, null, null, 1, "it took too long");

    private static SourceSnapshot silentSource() {
        return new SourceSnapshot(
                "silent.example.com",
                "203.0.113.9:123",
                SourceRole.UNREACHABLE,
                null,
                null,
                null,
                1024,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                null,
                null,
                0,
                null,
                null,
                11,
                0,
                0,
                Map.of(),
                null,
                3,
                "Connection refused",
                NtsSnapshot.NONE);
    }
}
