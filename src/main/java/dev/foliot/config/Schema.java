package dev.foliot.config;

import static dev.foliot.config.UnsupportedKey.harmless;
import static dev.foliot.config.UnsupportedKey.needed;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.keyexchange.ServerLimits;
import dev.foliot.keyset.EtcdParameters;
import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Refusal;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.Subnet;
import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every table and key of the configuration, as data. Names and meanings are ntpd-rs's where it has the same notion;
 * defaults are the domain's. {@code docs/configuration.md} is held to this.
 */
final class Schema {
    private static final String AUTHENTICATED_BESIDE_OTHERS = "`true` with NTS beside sources without, else `false`";

    private static final String INHERITED = "as in `[source-defaults]`";

    static final Key<PollExponent> POLL_MIN = Key.of("min", ValueTypes.POLL_INTERVAL, PollLimits.DEFAULT.min());
    static final Key<PollExponent> POLL_MAX = Key.of("max", ValueTypes.POLL_INTERVAL, PollLimits.DEFAULT.max());
    static final TableSchema LIMITS = table("poll-interval-limits", List.of(POLL_MIN, POLL_MAX));

    static final Key<SourceParameters.Mode> MODE = Key.withoutDefault(
            "mode",
            ValueTypes.choice(List.of(SourceParameters.Mode.values()), Schema::word, Set.of("sock", "pps", "csptp")),
            "required");
    static final Key<String> ADDRESS = Key.withoutDefault("address", ValueTypes.TEXT, "required");
    static final Key<Integer> COUNT = Key.of("count", ValueTypes.INTEGER, SourceParameters.DEFAULT_POOL_COUNT);
    static final Key<Set<InetAddress>> IGNORE = Key.of("ignore", ValueTypes.ADDRESSES, Set.of());
    static final Key<Section> POLL_LIMITS =
            Key.withoutDefault("poll-interval-limits", ValueTypes.table(LIMITS), INHERITED);
    static final Key<PollExponent> INITIAL_POLL =
            Key.withoutDefault("initial-poll-interval", ValueTypes.POLL_INTERVAL, INHERITED);
    static final Key<Boolean> IBURST = Key.withoutDefault("iburst", ValueTypes.BOOLEAN, INHERITED);
    static final Key<Boolean> SOURCE_INTERLEAVED =
            Key.of("interleaved", ValueTypes.BOOLEAN, SourceParameters.DEFAULT_INTERLEAVED);
    static final Key<Boolean> NOSELECT = Key.of("noselect", ValueTypes.BOOLEAN, false);
    static final Key<Boolean> PREFER = Key.of("prefer", ValueTypes.BOOLEAN, false);
    static final Key<Boolean> TRUST = Key.withoutDefault("trust", ValueTypes.BOOLEAN, AUTHENTICATED_BESIDE_OTHERS);
    static final Key<Boolean> REQUIRE = Key.withoutDefault("require", ValueTypes.BOOLEAN, AUTHENTICATED_BESIDE_OTHERS);
    static final Key<Double> MAXIMUM_ASYMMETRY =
            Key.of("maximum-asymmetry", ValueTypes.NUMBER, SelectionOptions.ANY_ASYMMETRY);
    static final Key<Optional<Path>> CERTIFICATE_AUTHORITY =
            Key.withoutDefault("certificate-authority", ValueTypes.PATH, "the system's authorities alone");
    static final Key<String> PINNED_KEY = Key.withoutDefault("pinned-key", ValueTypes.TEXT, "none");
    static final TableSchema SOURCE = table(
            "[[source]]",
            List.of(
                    MODE,
                    ADDRESS,
                    COUNT,
                    IGNORE,
                    POLL_LIMITS,
                    INITIAL_POLL,
                    IBURST,
                    SOURCE_INTERLEAVED,
                    NOSELECT,
                    PREFER,
                    TRUST,
                    REQUIRE,
                    MAXIMUM_ASYMMETRY,
                    CERTIFICATE_AUTHORITY,
                    PINNED_KEY),
            needed("ntp-version").unless(4L, "auto"),
            needed("enable-srv-resolution").unless(false),
            needed("path"),
            needed("precision"),
            needed("accuracy"),
            needed("measurement_noise_estimate"),
            needed("period"),
            needed("domain"),
            needed("poll_interval"),
            needed("response_interval"));

    static final Key<Section> DEFAULT_POLL_LIMITS =
            Key.withoutDefault("poll-interval-limits", ValueTypes.table(LIMITS), "see `poll-interval-limits`");
    static final Key<PollExponent> DEFAULT_INITIAL_POLL =
            Key.withoutDefault("initial-poll-interval", ValueTypes.POLL_INTERVAL, "the shortest interval");
    static final Key<Boolean> DEFAULT_IBURST = Key.of("iburst", ValueTypes.BOOLEAN, SourceParameters.DEFAULT_IBURST);
    static final TableSchema SOURCE_DEFAULTS =
            table("[source-defaults]", List.of(DEFAULT_POLL_LIMITS, DEFAULT_INITIAL_POLL, DEFAULT_IBURST));

    static final Key<Double> ALGORITHM_STEP_THRESHOLD =
            Key.withoutDefault("step-threshold", ValueTypes.SECONDS, "as in `[synchronization]`");
    static final Key<Frequency> ALGORITHM_MAXIMUM_SLEW =
            Key.withoutDefault("slew-maximum-frequency-offset", ValueTypes.FREQUENCY_RATIO, "`maximum-slew`");
    static final TableSchema ALGORITHM = new TableSchema(
            "[synchronization.algorithm]",
            List.of(ALGORITHM_STEP_THRESHOLD, ALGORITHM_MAXIMUM_SLEW),
            Stream.concat(
                            Stream.of(
                                            "precision-low-probability",
                                            "precision-high-probability",
                                            "precision-hysteresis",
                                            "precision-minimum-weight",
                                            "poll-interval-low-weight",
                                            "poll-interval-high-weight",
                                            "poll-interval-hysteresis",
                                            "poll-interval-step-threshold",
                                            "delay-outlier-threshold",
                                            "initial-wander",
                                            "initial-frequency-uncertainty",
                                            "range-statistical-weight",
                                            "range-delay-weight",
                                            "steer-offset-threshold",
                                            "steer-offset-leftover",
                                            "steer-frequency-threshold",
                                            "steer-frequency-leftover",
                                            "slew-minimum-duration",
                                            "meddling-threshold")
                                    .map(UnsupportedKey::harmless),
                            Stream.of(
                                    needed("ignore-server-dispersion").unless(false),
                                    needed("maximum-source-uncertainty")
                                            .advising("maximum-distance in [synchronization] is the nearest"),
                                    needed("maximum-frequency-steer")
                                            .advising("maximum-drift in [synchronization] is the nearest")))
                    .toList());

    static final Key<Integer> MINIMUM_AGREEING = Key.of(
            "minimum-agreeing-sources", ValueTypes.INTEGER, SelectionParameters.DEFAULT.minimumAgreeingSources());
    static final Key<Double> MAXIMUM_DISTANCE =
            Key.of("maximum-distance", ValueTypes.DURATION, SelectionParameters.DEFAULT.maximumDistanceS());
    static final Key<Double> STEP_THRESHOLD =
            Key.of("step-threshold", ValueTypes.DURATION, DisciplineParameters.DEFAULT.stepThresholdS());
    static final Key<Integer> STEP_LIMIT =
            Key.of("step-limit", ValueTypes.STEP_LIMIT, DisciplineParameters.DEFAULT.stepLimit());
    static final Key<Frequency> MAXIMUM_SLEW =
            Key.of("maximum-slew", ValueTypes.FREQUENCY, DisciplineParameters.DEFAULT.maximumSlew());
    static final Key<Frequency> MAXIMUM_DRIFT =
            Key.of("maximum-drift", ValueTypes.FREQUENCY, DisciplineParameters.DEFAULT.maximumDrift());
    static final Key<Double> MAXIMUM_ERROR =
            Key.of("maximum-error", ValueTypes.DURATION, DisciplineParameters.DEFAULT.maximumErrorS());
    static final Key<PanicThresholds.Limit> STARTUP_PANIC = Key.of(
            "startup-step-panic-threshold",
            PanicThresholdTypes.LIMIT,
            DisciplineParameters.DEFAULT.panic().startup());
    static final Key<PanicThresholds.Limit> SINGLE_PANIC = Key.of(
            "single-step-panic-threshold",
            PanicThresholdTypes.LIMIT,
            DisciplineParameters.DEFAULT.panic().single());
    static final Key<Double> ACCUMULATED_PANIC = Key.of(
            "accumulated-step-panic-threshold",
            PanicThresholdTypes.SUM,
            DisciplineParameters.DEFAULT.panic().accumulatedS());
    static final Key<Integer> LOCAL_STRATUM =
            Key.of("local-stratum", ValueTypes.INTEGER, ServerParameters.NONE.localStratum());
    static final Key<Section> ALGORITHM_TABLE = subtable("algorithm", ALGORITHM);
    static final TableSchema SYNCHRONIZATION = table(
            "[synchronization]",
            List.of(
                    MINIMUM_AGREEING,
                    MAXIMUM_DISTANCE,
                    STEP_THRESHOLD,
                    STEP_LIMIT,
                    MAXIMUM_SLEW,
                    MAXIMUM_DRIFT,
                    MAXIMUM_ERROR,
                    STARTUP_PANIC,
                    SINGLE_PANIC,
                    ACCUMULATED_PANIC,
                    LOCAL_STRATUM,
                    ALGORITHM_TABLE),
            harmless("warn-on-jump"),
            harmless("reference-id"));

    static final Key<ClockControl> CLOCK_CONTROL = Key.of(
            "control",
            ValueTypes.choice(List.of(ClockControl.values()), Schema::word, Set.of()),
            Configuration.DEFAULT_CLOCK_CONTROL);
    static final Key<Optional<Path>> DRIFT_FILE = new Key<>(
            "drift-file",
            ValueTypes.PATH,
            Configuration.DEFAULT_DRIFT_FILE,
            "\"/var/lib/foliot/drift\" on Linux, \"/var/db/foliot/drift\" elsewhere");
    static final Key<Optional<Path>> HISTORY_FILE = new Key<>(
            "history-file",
            ValueTypes.PATH,
            Configuration.DEFAULT_HISTORY_FILE,
            "\"/var/lib/foliot/history.json\" on Linux, \"/var/db/foliot/history.json\" elsewhere");
    static final Key<LeapMode> LEAP_MODE = Key.of(
            "leap-mode",
            ValueTypes.choice(List.of(LeapMode.values()), Schema::word, Set.of()),
            Configuration.DEFAULT_LEAP_MODE);
    static final Key<Optional<Path>> LEAP_SECONDS_LIST = Key.of("leap-seconds-list", ValueTypes.PATH, Optional.empty());
    static final TableSchema CLOCK = table(
            "[clock]",
            List.of(CLOCK_CONTROL, DRIFT_FILE, HISTORY_FILE, LEAP_MODE, LEAP_SECONDS_LIST),
            needed("clock").unless("CLOCK_REALTIME"),
            needed("interface"),
            harmless("timestamp-mode").advising("the best timestamps that there are, are used"));

    static final Key<Level> LOG_LEVEL = Key.of(
            "log-level",
            ValueTypes.choice(
                    List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARNING, Level.ERROR),
                    level -> level == Level.WARNING ? "warn" : word(level),
                    Set.of()),
            Configuration.DEFAULT_LOG_LEVEL);
    static final Key<Optional<Path>> OBSERVATION_PATH = new Key<>(
            "observation-path",
            ValueTypes.SOCKET_PATH,
            Configuration.DEFAULT_CONTROL_SOCKET,
            "\"/run/foliot/observe.sock\" on Linux, \"/var/run/foliot/observe.sock\" elsewhere");
    static final Key<Integer> OBSERVATION_PERMISSIONS =
            Key.of("observation-permissions", ValueTypes.PERMISSIONS, Configuration.DEFAULT_CONTROL_SOCKET_MODE);
    static final TableSchema OBSERVABILITY = table(
            "[observability]",
            List.of(LOG_LEVEL, OBSERVATION_PATH, OBSERVATION_PERMISSIONS),
            harmless("log-path"),
            harmless("log-path-metrics-exporter"),
            harmless("ansi-colors"),
            harmless("metrics-exporter-listen").advising("no metrics are served"));

    static final Key<List<Subnet>> FILTER =
            Key.withoutDefault("filter", ServerTypes.SUBNETS, "required without `filter-file`");
    static final Key<Optional<Path>> FILTER_FILE = Key.of("filter-file", ValueTypes.PATH, Optional.empty());
    static final Key<Refusal> ACTION =
            Key.of("action", ValueTypes.choice(List.of(Refusal.values()), Schema::word, Set.of()), Refusal.IGNORE);
    static final TableSchema ACCESS = table("allowlist, denylist", List.of(FILTER, FILTER_FILE, ACTION));

    static final Key<InetSocketAddress> LISTEN = Key.withoutDefault("listen", ServerTypes.LISTEN, "required");
    static final Key<Section> ALLOWLIST = Key.withoutDefault("allowlist", ValueTypes.table(ACCESS), "everyone");
    static final Key<Section> DENYLIST = Key.withoutDefault("denylist", ValueTypes.table(ACCESS), "nobody");
    static final Key<Optional<Refusal>> REQUIRE_NTS = Key.of("require-nts", ServerTypes.REQUIRE_NTS, Optional.empty());
    static final TableSchema SERVER = table(
            "[[server]]",
            List.of(LISTEN, ALLOWLIST, DENYLIST, REQUIRE_NTS),
            needed("rate-limiting-cutoff-ms").unless(0L).advising("rate-limit in [serving] has it as interval"),
            needed("rate-limiting-cache-size").unless(0L).advising("clients in [serving] has its size"),
            needed("accept-ntp-versions").advising("versions 1 to 4 are answered"));

    static final Key<Double> LIMIT_INTERVAL =
            Key.of("interval", ValueTypes.DURATION, RateLimit.DEFAULT.intervalNs() * 1e-9);
    static final Key<Integer> LIMIT_BURST = Key.of("burst", ValueTypes.INTEGER, RateLimit.DEFAULT.burst());
    static final Key<Integer> LIMIT_NETWORK_FACTOR =
            Key.of("network-factor", ValueTypes.INTEGER, RateLimit.DEFAULT.networkFactor());
    static final Key<Integer> LIMIT_IPV4_PREFIX =
            Key.of("ipv4-prefix", ValueTypes.INTEGER, RateLimit.DEFAULT.ipv4Prefix());
    static final Key<Integer> LIMIT_IPV6_PREFIX =
            Key.of("ipv6-prefix", ValueTypes.INTEGER, RateLimit.DEFAULT.ipv6Prefix());
    static final Key<Integer> LIMIT_LEAK = Key.of("leak", ValueTypes.INTEGER, RateLimit.DEFAULT.leak());
    static final Key<Integer> LIMIT_KISS = Key.of("kiss", ValueTypes.INTEGER, RateLimit.DEFAULT.kiss());
    static final TableSchema RATE_LIMIT = table(
            "[serving.rate-limit]",
            List.of(
                    LIMIT_INTERVAL,
                    LIMIT_BURST,
                    LIMIT_NETWORK_FACTOR,
                    LIMIT_IPV4_PREFIX,
                    LIMIT_IPV6_PREFIX,
                    LIMIT_LEAK,
                    LIMIT_KISS));

    static final Key<Integer> THREADS = Key.of("threads", ValueTypes.INTEGER, ServerParameters.NONE.threads());
    static final Key<Integer> CLIENTS = Key.of("clients", ValueTypes.INTEGER, ServerParameters.NONE.clients());
    static final Key<Integer> INTERLEAVED =
            Key.of("interleaved", ValueTypes.INTEGER, ServerParameters.NONE.interleaved());
    static final Key<Section> RATE_LIMIT_TABLE = subtable("rate-limit", RATE_LIMIT);
    static final TableSchema SERVING = table("[serving]", List.of(THREADS, CLIENTS, INTERLEAVED, RATE_LIMIT_TABLE));

    static final Key<List<URI>> ENDPOINTS = Key.withoutDefault("endpoints", KeySetTypes.ENDPOINTS, "required");
    static final Key<String> PREFIX = Key.of("prefix", ValueTypes.TEXT, EtcdParameters.DEFAULT_PREFIX);
    static final Key<String> USERNAME = Key.withoutDefault("username", ValueTypes.TEXT, "none");
    static final Key<Optional<Path>> PASSWORD_FILE = Key.of("password-file", ValueTypes.PATH, Optional.empty());
    static final Key<Optional<Path>> ETCD_AUTHORITY =
            Key.of("certificate-authority", ValueTypes.PATH, Optional.empty());
    static final Key<Optional<Path>> CLIENT_CERTIFICATE =
            Key.of("certificate-chain-path", ValueTypes.PATH, Optional.empty());
    static final Key<Optional<Path>> CLIENT_KEY = Key.of("private-key-path", ValueTypes.PATH, Optional.empty());
    static final TableSchema ETCD = table(
            "[keyset.etcd]",
            List.of(ENDPOINTS, PREFIX, USERNAME, PASSWORD_FILE, ETCD_AUTHORITY, CLIENT_CERTIFICATE, CLIENT_KEY));

    static final Key<Integer> STALE_KEY_COUNT =
            Key.of("stale-key-count", ValueTypes.INTEGER, KeyRotationParameters.DEFAULT.staleKeyCount());
    static final Key<Double> KEY_ROTATION_INTERVAL =
            Key.of("key-rotation-interval", ValueTypes.DURATION, (double) KeyRotationParameters.DEFAULT.intervalS());
    static final Key<Optional<Path>> KEY_STORAGE_PATH = new Key<>(
            "key-storage-path",
            ValueTypes.PATH,
            Configuration.DEFAULT_KEY_STORAGE,
            "\"/var/lib/foliot/keyset.json\" on Linux, \"/var/db/foliot/keyset.json\" elsewhere");
    static final Key<Section> ETCD_TABLE = subtable("etcd", ETCD);
    static final TableSchema KEYSET =
            table("[keyset]", List.of(STALE_KEY_COUNT, KEY_ROTATION_INTERVAL, KEY_STORAGE_PATH, ETCD_TABLE));

    static final Key<Double> EXCHANGE_INTERVAL =
            Key.of("interval", ValueTypes.DURATION, ServerLimits.DEFAULT.intervalMs() * 1e-3);
    static final Key<Integer> EXCHANGE_BURST = Key.of("burst", ValueTypes.INTEGER, ServerLimits.DEFAULT.burst());
    static final TableSchema EXCHANGE_RATE_LIMIT =
            table("[nts-ke-server.rate-limit]", List.of(EXCHANGE_INTERVAL, EXCHANGE_BURST));

    static final Key<InetSocketAddress> NTS_KE_LISTEN =
            Key.withoutDefault("listen", ServerTypes.NTS_KE_LISTEN, "required");
    static final Key<Optional<Path>> SERVER_CERTIFICATE =
            Key.withoutDefault("certificate-chain-path", ValueTypes.PATH, "required");
    static final Key<Optional<Path>> SERVER_KEY = Key.withoutDefault("private-key-path", ValueTypes.PATH, "required");
    static final Key<Integer> KEY_EXCHANGE_TIMEOUT =
            Key.of("key-exchange-timeout-ms", ValueTypes.INTEGER, ServerLimits.DEFAULT.timeoutMs());
    static final Key<Integer> CONCURRENT_CONNECTIONS =
            Key.of("concurrent-connections", ValueTypes.INTEGER, ServerLimits.DEFAULT.concurrent());
    static final Key<Section> EXCHANGE_RATE_LIMIT_TABLE = subtable("rate-limit", EXCHANGE_RATE_LIMIT);
    static final Key<String> NTP_SERVER =
            Key.withoutDefault("ntp-server", ServerTypes.NTP_SERVER, "the address that was asked");
    static final Key<Integer> NTP_PORT =
            Key.withoutDefault("ntp-port", ValueTypes.INTEGER, "that of the [[server]], if all have one; else 123");
    static final TableSchema NTS_KE_SERVER = table(
            "[[nts-ke-server]]",
            List.of(
                    NTS_KE_LISTEN,
                    SERVER_CERTIFICATE,
                    SERVER_KEY,
                    KEY_EXCHANGE_TIMEOUT,
                    CONCURRENT_CONNECTIONS,
                    EXCHANGE_RATE_LIMIT_TABLE,
                    NTP_SERVER,
                    NTP_PORT),
            harmless("longlived-connections"),
            needed("accept-ntp-versions").advising("keys are for version 4"),
            needed("accepted-pool-authentication-tokens"));

    static final Key<List<Section>> SOURCES = Key.withoutDefault("source", ValueTypes.tables(SOURCE), "none");
    static final Key<List<Section>> NTS_KE_SERVERS =
            Key.withoutDefault("nts-ke-server", ValueTypes.tables(NTS_KE_SERVER), "none");
    static final Key<List<Section>> SERVERS = Key.withoutDefault("server", ValueTypes.tables(SERVER), "none");
    static final Key<Section> SERVING_TABLE = subtable("serving", SERVING);
    static final Key<Section> KEYSET_TABLE = subtable("keyset", KEYSET);
    static final Key<Section> SOURCE_DEFAULTS_TABLE = subtable("source-defaults", SOURCE_DEFAULTS);
    static final Key<Section> SYNCHRONIZATION_TABLE = subtable("synchronization", SYNCHRONIZATION);
    static final Key<Section> CLOCK_TABLE = subtable("clock", CLOCK);
    static final Key<Section> OBSERVABILITY_TABLE = subtable("observability", OBSERVABILITY);
    static final TableSchema ROOT = table(
            "the top level",
            List.of(
                    SOURCES,
                    SOURCE_DEFAULTS_TABLE,
                    SYNCHRONIZATION_TABLE,
                    CLOCK_TABLE,
                    SERVERS,
                    SERVING_TABLE,
                    NTS_KE_SERVERS,
                    KEYSET_TABLE,
                    OBSERVABILITY_TABLE),
            needed("csptp-server"),
            harmless("csptp"));

    /** A file of {@code conf.d}. */
    static final TableSchema DROP_IN = table("conf.d", List.of(SOURCES));

    /** Every table below the top level. */
    static final List<TableSchema> TABLES = List.of(
            SOURCE,
            SOURCE_DEFAULTS,
            LIMITS,
            SYNCHRONIZATION,
            ALGORITHM,
            CLOCK,
            SERVER,
            ACCESS,
            SERVING,
            RATE_LIMIT,
            NTS_KE_SERVER,
            EXCHANGE_RATE_LIMIT,
            KEYSET,
            ETCD,
            OBSERVABILITY);

    private Schema() {}

    private static TableSchema table(String title, List<Key<?>> keys, UnsupportedKey... unsupported) {
        return new TableSchema(title, keys, List.of(unsupported));
    }

    private static Key<Section> subtable(String name, TableSchema schema) {
        return Key.withoutDefault(name, ValueTypes.table(schema), "none");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
