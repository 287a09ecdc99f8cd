package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.time.Frequency;
import dev.foliot.time.PollExponent;
import java.net.InetAddress;
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
                        Optional.of(Path.of("/tmp/history"))),
                configuration);
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
