package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.NtsParameters;
import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.ServerLimits;
import dev.foliot.keyset.EtcdParameters;
import dev.foliot.keyset.KeySetParameters;
import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Refusal;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.Subnet;
import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a right file means. */
class ConfigurationReaderTest {
    private static final String POOL = "[[source]]\nmode = \"pool\"\naddress = \"pool.example\"\n";

    @Test
    void aFileOfOneSourceLeavesEverythingElseAtTheDomainsDefaults() {
        Configuration configuration = ReadText.valid(ReadText.toml(POOL));
        assertEquals(
                List.of(new SourceParameters(Mode.POOL, "pool.example", 123, 4, Set.of(), PollLimits.DEFAULT, true)),
                configuration.sources());
        assertEquals(SelectionParameters.DEFAULT, configuration.selection());
        assertEquals(DisciplineParameters.DEFAULT, configuration.discipline());
        assertEquals(ClockControl.AUTO, configuration.clockControl());
        assertEquals(Configuration.DEFAULT_DRIFT_FILE, configuration.driftFile());
        assertEquals(Configuration.DEFAULT_CONTROL_SOCKET, configuration.controlSocket());
        assertEquals(0666, configuration.controlSocketMode());
        assertEquals(System.Logger.Level.INFO, configuration.logLevel());
    }

    @Test
    void everyKeyReachesItsPlace() throws Exception {
        Configuration configuration = ReadText.valid(ReadText.toml("""
                [[source]]
                mode = "pool"
                address = "pool.example:1123"
                count = 7
                ignore = ["192.0.2.1", "2001:db8::1"]
                poll-interval-limits = { min = 5, max = "128s" }
                initial-poll-interval = 6
                iburst = false
                prefer = true
                trust = true
                require = true
                maximum-asymmetry = 0.25
                [synchronization]
                minimum-agreeing-sources = 3
                maximum-distance = "3s"
                step-threshold = 0.25
                step-limit = "always"
                maximum-slew = "20ppb"
                maximum-drift = 100
                maximum-error = "100ms"
                startup-step-panic-threshold = { backward = "1h" }
                single-step-panic-threshold = 1800
                accumulated-step-panic-threshold = "2h"
                local-stratum = 10
                [[server]]
                listen = "192.0.2.9"
                [[server]]
                listen = "[::]:1123"
                allowlist = { filter = ["2001:db8::/32", "fe80::1"], action = "deny" }
                denylist = { filter = ["2001:db8:1::/48"] }
                [serving]
                threads = 2
                clients = 1000
                interleaved = 100
                rate-limit = { interval = "500ms", burst = 3, network-factor = 5, ipv4-prefix = 22, ipv6-prefix = 48, leak = 0, kiss = 2 }
                [[nts-ke-server]]
                listen = "192.0.2.9"
                certificate-chain-path = "/tmp/chain.pem"
                private-key-path = "/tmp/key.pem"
                key-exchange-timeout-ms = 2500
                concurrent-connections = 64
                rate-limit = { interval = "2s", burst = 5 }
                ntp-server = "ntp.example"
                ntp-port = 1123
                [keyset]
                stale-key-count = 3
                key-rotation-interval = "1h"
                key-storage-path = "/tmp/keys"
                [keyset.etcd]
                endpoints = ["https://etcd.example:2379", "http://[::1]:2379/"]
                prefix = "/time/"
                username = "foliot"
                password-file = "/tmp/password"
                certificate-authority = "/tmp/ca.pem"
                certificate-chain-path = "/tmp/chain.pem"
                private-key-path = "/tmp/key.pem"
                [clock]
                control = "none"
                drift-file = ""
                history-file = "/tmp/history"
                leap-mode = "slew"
                leap-seconds-list = "/tmp/leap-seconds.list"
                [observability]
                log-level = "warn"
                observation-path = "/tmp/observe"
                observation-permissions = 0o640
                """));
        Set<InetAddress> ignored = Set.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
        PollLimits limits = new PollLimits(new PollExponent(5), new PollExponent(7), new PollExponent(6));
        assertEquals(
                new Configuration(
                        List.of(new SourceParameters(
                                Mode.POOL,
                                "pool.example",
                                1123,
                                7,
                                ignored,
                                limits,
                                false,
                                new SelectionOptions(false, true, true, true, 0.25))),
                        new SelectionParameters(3, 3),
                        new DisciplineParameters(
                                0.25,
                                -1,
                                Frequency.ofPpm(0.02),
                                Frequency.ofPpm(100),
                                DisciplineParameters.DEFAULT.stability(),
                                0.1,
                                new PanicThresholds(
                                        new PanicThresholds.Limit(Double.POSITIVE_INFINITY, 3600),
                                        new PanicThresholds.Limit(1800, 1800),
                                        7200)),
                        ClockControl.NONE,
                        Optional.empty(),
                        Optional.of(Path.of("/tmp/observe")),
                        0640,
                        System.Logger.Level.WARNING,
                        LeapMode.SLEW,
                        Optional.of(Path.of("/tmp/leap-seconds.list")),
                        Optional.of(Path.of("/tmp/history")),
                        new ServerParameters(
                                List.of(
                                        new ListenParameters(address("192.0.2.9", 123), AccessRules.OPEN),
                                        new ListenParameters(
                                                address("::", 1123),
                                                new AccessRules(
                                                        List.of(subnet("2001:db8::", 32), subnet("fe80::1", 128)),
                                                        Refusal.DENY,
                                                        List.of(subnet("2001:db8:1::", 48)),
                                                        Refusal.IGNORE))),
                                new RateLimit(500_000_000, 3, 5, 22, 48, 0, 2),
                                1000,
                                100,
                                10,
                                2),
                        Optional.of(new NtsServing(
                                List.of(new KeyExchangeParameters(
                                        address("192.0.2.9", 4460),
                                        Path.of("/tmp/chain.pem"),
                                        Path.of("/tmp/key.pem"),
                                        new ServerLimits(2500, 64, 16, 5, 2000),
                                        Optional.of("ntp.example"),
                                        1123)),
                                new KeySetParameters(
                                        new KeyRotationParameters(3, 3600),
                                        Optional.of(Path.of("/tmp/keys")),
                                        Optional.of(new EtcdParameters(
                                                List.of(
                                                        URI.create("https://etcd.example:2379"),
                                                        URI.create("http://[::1]:2379/")),
                                                "/time/",
                                                Optional.of(
                                                        new EtcdParameters.Login("foliot", Path.of("/tmp/password"))),
                                                Optional.of(Path.of("/tmp/ca.pem")),
                                                Optional.of(new EtcdParameters.ClientCertificate(
                                                        Path.of("/tmp/chain.pem"), Path.of("/tmp/key.pem"))))))))),
                configuration);
    }

    private static InetSocketAddress address(String literal, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(literal), port);
    }

    private static Subnet subnet(String first, int length) throws UnknownHostException {
        return Subnet.of(InetAddress.getByName(first), length);
    }

    @Test
    void sourcesWithKeysAreAskedForThemAtTheirPort() {
        List<SourceParameters> sources = ReadText.valid(ReadText.toml("""
                        [[source]]
                        mode = "nts"
                        address = "nts.example"
                        certificate-authority = "/etc/ca.pem"
                        [[source]]
                        mode = "nts-pool"
                        address = "pool.example:4461"
                        count = 2
                        pinned-key = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
                        """)).sources();
        assertEquals(
                new SourceParameters(
                        Mode.NTS,
                        "nts.example",
                        4460,
                        1,
                        Set.of(),
                        PollLimits.DEFAULT,
                        true,
                        false,
                        SelectionOptions.NONE,
                        Optional.of(new NtsParameters(Optional.of("/etc/ca.pem"), Optional.empty()))),
                sources.get(0));
        assertEquals(4461, sources.get(1).port());
        assertEquals(2, sources.get(1).count());
        assertEquals(
                Optional.of("sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                sources.get(1).nts().orElseThrow().pinnedKey());
    }

    @Test
    void ofTwoSourcesWithKeysNoneMayBeMissing() {
        ConfigurationReader.Result result = ReadText.toml("""
                        [[source]]
                        mode = "nts"
                        address = "a.example"
                        [[source]]
                        mode = "nts"
                        address = "b.example"
                        """);
        assertEquals(
                List.of(
                        "foliot.toml:1:1: warning: of two sources with NTS both must answer before the clock is set for the"
                                + " first time; of three, two"),
                ReadText.problems(result));
    }

    @Test
    void besideSourcesThatAnybodyCanForgeThoseWithKeysAreTrustedAndRequiredUnlessAPersonSaysOtherwise() {
        String nts = "[[source]]\nmode = \"nts\"\naddress = \"nts.example\"\n";
        SelectionOptions alone =
                ReadText.valid(ReadText.toml(nts)).sources().get(0).options();
        SelectionOptions beside =
                ReadText.valid(ReadText.toml(nts + POOL)).sources().get(0).options();
        SelectionOptions told = ReadText.valid(ReadText.toml(nts + "require = false\n" + POOL))
                .sources()
                .get(0)
                .options();
        assertEquals(SelectionOptions.NONE, alone);
        assertEquals(new SelectionOptions(false, false, true, true), beside);
        assertEquals(new SelectionOptions(false, false, true, false), told);
    }

    @Test
    void nothingIsServedUnlessItIsAskedFor() {
        assertEquals(ServerParameters.NONE, ReadText.valid(ReadText.toml(POOL)).server());
    }

    @Test
    void whoOnlyServesNeedsNoLists() throws Exception {
        ServerParameters server = ReadText.valid(ReadText.toml(POOL + """
                        [[server]]
                        listen = "0.0.0.0:123"
                        rate-limiting-cutoff-ms = 0
                        require-nts = false
                        """)).server();
        assertEquals(List.of(new ListenParameters(address("0.0.0.0", 123), AccessRules.OPEN)), server.listen());
        assertEquals(RateLimit.DEFAULT, server.rateLimit());
        assertEquals(16, server.localStratum());
    }

    @Test
    void servingWithoutAServerIsAWarning() {
        ConfigurationReader.Result result = ReadText.toml(POOL + "[serving]\nthreads = 1\n");
        assertEquals(
                List.of("foliot.toml:4:1: warning: [serving] without a [[server]]: nothing is served"),
                ReadText.problems(result));
    }

    @Test
    void requiringKeysThatNobodyCanHaveIsAWarning() {
        String required = POOL + "[[server]]\nlisten = \"::\"\nrequire-nts = true\n";
        List<String> warning = List.of(
                "foliot.toml:6:1: warning: require-nts: nobody will be answered: keys come from an [[nts-ke-server]],"
                        + " or from another machine with which a [keyset] shares them, and there is neither");
        assertEquals(warning, ReadText.problems(ReadText.toml(required)));
        assertEquals(warning, ReadText.problems(ReadText.toml(required + "[keyset]\nstale-key-count = 3\n")));
        for (String shared : List.of(
                "[keyset]\nkey-storage-path = \"keys.json\"\n",
                "[keyset.etcd]\nendpoints = [\"https://etcd.example:2379\"]\n",
                "[[nts-ke-server]]\nlisten = \"::\"\ncertificate-chain-path = \"c\"\nprivate-key-path = \"k\"\n")) {
            assertEquals(List.of(), ReadText.problems(ReadText.toml(required + shared)), shared);
        }
    }

    @Test
    void noPanicThresholdIsWrittenAsNtpdRsDoes() {
        Configuration configuration = ReadText.valid(ReadText.toml(POOL + """
                [synchronization]
                startup-step-panic-threshold = "inf"
                single-step-panic-threshold = inf
                accumulated-step-panic-threshold = 0
                """));
        assertEquals(PanicThresholds.NONE, configuration.discipline().panic());
    }

    @Test
    void stepsAreForbiddenByAWordOrByZero() {
        for (String never : List.of("\"never\"", "0")) {
            String text = POOL + "[synchronization]\nstep-limit = " + never + "\n";
            assertEquals(0, ReadText.valid(ReadText.toml(text)).discipline().stepLimit());
        }
    }

    @Test
    void whenEverySourceIsMerelyWatchedThatIsAWarning() {
        ConfigurationReader.Result result = ReadText.toml(POOL + "noselect = true\n");
        assertEquals(
                new SelectionOptions(true, false, false, false),
                ReadText.valid(result).sources().get(0).options());
        assertEquals(
                List.of("foliot.toml:1:1: warning: every source is noselect: the clock will not be disciplined"),
                ReadText.problems(result));
    }

    @Test
    void sourcesInheritEachLimitThatTheyDoNotSet() {
        Configuration configuration = ReadText.valid(ReadText.toml("""
                [source-defaults]
                poll-interval-limits = { min = 5, max = 9 }
                initial-poll-interval = 7
                iburst = false
                [[source]]
                mode = "server"
                address = "a"
                [[source]]
                mode = "server"
                address = "b"
                poll-interval-limits = { max = 6 }
                iburst = true
                """));
        assertEquals(limits(5, 9, 7), configuration.sources().get(0).poll());
        assertEquals(false, configuration.sources().get(0).iburst());
        assertEquals(
                limits(5, 6, 6), configuration.sources().get(1).poll(), "an inherited start stays within own limits");
        assertEquals(true, configuration.sources().get(1).iburst());
    }

    @Test
    void aSourceStartsAtItsShortestIntervalUnlessToldOtherwise() {
        Configuration configuration =
                ReadText.valid(ReadText.toml(POOL + "poll-interval-limits = { min = \"500ms\" }\n"));
        assertEquals(limits(-1, 10, -1), configuration.sources().get(0).poll());
    }

    @Test
    void ntpdRsNamesOfTheAlgorithmMeanTheSameInTheirOwnUnits() {
        Configuration configuration = ReadText.valid(ReadText.toml(
                POOL + "[synchronization.algorithm]\nstep-threshold = 0.5\nslew-maximum-frequency-offset = 200e-6\n"));
        assertEquals(0.5, configuration.discipline().stepThresholdS());
        assertEquals(200, configuration.discipline().maximumSlew().ppm(), 1e-9);
    }

    @Test
    void pathsStartAtTheDirectoryOfTheFile() {
        ConfigurationReader.Result result = ReadText.toml(POOL + "[clock]\ndrift-file = \"state/../drift\"\n");
        Path drift = ReadText.valid(result).driftFile().orElseThrow();
        assertTrue(drift.isAbsolute());
        assertEquals(Path.of("drift"), drift.getFileName());
        assertTrue(drift.getParent().getFileName().toString().startsWith("foliot-config"), drift.toString());
    }

    @Test
    void anEmptyFileIsValidAndWarnsThatNothingWillBeDisciplined() {
        for (String text : List.of("", "\n\n# nothing\n")) {
            ConfigurationReader.Result result = ReadText.toml(text);
            assertEquals(List.of(), ReadText.valid(result).sources());
            assertEquals(
                    List.of("foliot.toml:1:1: warning: no [[source]] is configured: the clock will not be disciplined"),
                    ReadText.problems(result));
        }
    }

    @Test
    void harmlessKeysOfNtpdRsAreWarningsAndTheConfigurationStands() {
        ConfigurationReader.Result result =
                ReadText.toml(POOL + "[observability]\nmetrics-exporter-listen = \"127.0.0.1:9975\"\n");
        assertEquals(
                List.of("foliot.toml:5:1: warning: metrics-exporter-listen: known to ntpd-rs, not supported by this "
                        + "version of Foliot, ignored; no metrics are served"),
                ReadText.problems(result));
        ReadText.valid(result);
    }

    @Test
    void valuesOfNtpdRsThatAskForWhatWeDoAnywayAreAcceptedInSilence() {
        ConfigurationReader.Result result =
                ReadText.toml(POOL + "ntp-version = 4\n[synchronization]\nlocal-stratum = 16\n");
        assertEquals(List.of(), result.problems());
        ReadText.valid(result);
    }

    private static PollLimits limits(int min, int max, int initial) {
        return new PollLimits(new PollExponent(min), new PollExponent(max), new PollExponent(initial));
    }
}
