package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.filter.Samples;
import dev.foliot.platform.DiskFiles;
import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
    private static final long S = 1_000_000_000L;
    private static final long UTC = 1_767_225_600L * S;
    private static final SavedHistory HISTORY = new SavedHistory(
            "boot 1",
            10_000 * S,
            UTC,
            12_345.5,
            Map.of("192.0.2.1:123", List.of(Samples.of(9_000 * S, 0.001, 0.02), Samples.of(9_900 * S, 0.002, 0.03))));

    @TempDir
    Path directory;

    private Path path;
    private HistoryFile file;

    @BeforeEach
    void name() {
        path = directory.resolve("state/history.json");
        file = new HistoryFile(new DiskFiles(), path);
    }

    @Test
    void whatOneDaemonLeavesTheNextOneFindsAndNobodyAfterIt() {
        file.save(HISTORY);
        assertEquals(Optional.of(HISTORY), file.take(after(60, 60, "boot 1", 12_345.5)));
        assertFalse(Files.exists(path));
        assertEquals(Optional.empty(), file.take(after(60, 60, "boot 1", 12_345.5)));
    }

    @ParameterizedTest
    @CsvSource({
        // seconds of the monotonic clock since, of the time of day, the boot, the frequency
        "60, 60, boot 2, 12345.5",
        "-60, -60, boot 1, 12345.5",
        "3601, 3601, boot 1, 12345.5",
        "60, 60.02, boot 1, 12345.5",
        "60, 59, boot 1, 12345.5",
        "60, 60, boot 1, 12346.0"
    })
    void samplesThatDoNotHoldAnyMoreAreNotUsed(double pauseS, double utcS, String boot, double frequencyPpb) {
        file.save(HISTORY);
        assertEquals(Optional.empty(), file.take(after(pauseS, utcS, boot, frequencyPpb)));
        assertFalse(Files.exists(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "\0\1\2",
                "{\"boot\": 7}",
                "{\"boot\":\"boot 1\",\"monotonic_ns\":1,\"utc_ns\":1,\"frequency_ppb\":null,\"sources\":{}}",
                "{\"boot\":\"boot 1\",\"monotonic_ns\":1,\"utc_ns\":1,\"frequency_ppb\":1,\"sources\":{\"a\":null}}",
                "{\"boot\":\"boot 1\",\"monotonic_ns\":1,\"utc_ns\":1,\"frequency_ppb\":1,\"sources\":{\"a\":[null]}}",
                "{\"boot\":\"boot 1\",\"monotonic_ns\":1,\"utc_ns\":1,\"frequency_ppb\":1,\"sources\":{\"a\":[{}]}}"
            })
    void contentThatMakesNoSenseIsPassedOver(String content) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        assertEquals(Optional.empty(), file.take(after(60, 60, "boot 1", 12_345.5)));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"stratum\":2', '\"stratum\":0'",
        "'\"leap\":\"none\"', '\"leap\":null'",
        "'\"leap\":\"none\"', '\"leap\":\"soon\"'",
        "'\"delay_s\":0.02', '\"delay_s\":-1'",
        "'\"offset_s\":0.001', '\"offset_s\":1e999'",
        "'\"root_delay_s\":0.01', '\"root_delay_s\":1e308'",
        "'\"root_dispersion_s\":0.001', '\"root_dispersion_s\":-1'",
        "'\"monotonic_ns\":9900000000000', '\"monotonic_ns\":8900000000000'",
        "'\"monotonic_ns\":9900000000000', '\"monotonic_ns\":19900000000000'",
        "'\"monotonic_ns\":9000000000000', '\"monotonic_ns\":-9000000000000000'"
    })
    void aSingleValueThatMakesNoSenseSpoilsItAll(String sound, String broken) throws IOException {
        file.save(HISTORY);
        String content = Files.readString(path);
        String changed = content.replace(sound, broken);
        assertFalse(changed.equals(content), sound + " is not in " + content);
        Files.writeString(path, changed);
        assertEquals(Optional.empty(), file.take(after(60, 60, "boot 1", 12_345.5)));
    }

    @Test
    void moreSamplesThanAnybodyKeepsAreNotRead() {
        List<Sample> many = Collections.nCopies(65, Samples.of(9_000 * S, 0, 0.02));
        file.save(new SavedHistory("boot 1", 10_000 * S, UTC, 12_345.5, Map.of("a", many)));
        assertEquals(Optional.empty(), file.take(after(60, 60, "boot 1", 12_345.5)));
    }

    /** However the clock was steered, the next ledger sees the samples on the same line. */
    @Test
    void samplesAreStraightenedForALedgerThatKnowsOnlyTheLatestSteering() {
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ofPpm(20));
        SampleHistory history = new SampleHistory();
        history.add(PlacedSample.of(Samples.of(100 * S, 0.010, 0.02), ledger));
        double free1S = 0.010 + ledger.gainedS(100 * S);
        ledger.frequencyChanged(200 * S, Frequency.ofPpm(-400));
        history.add(PlacedSample.of(Samples.of(300 * S, 0.020, 0.02), ledger));
        double free2S = 0.020 + ledger.gainedS(300 * S);
        ledger.frequencyChanged(500 * S, Frequency.ofPpm(50));
        history.add(PlacedSample.of(Samples.of(600 * S, 0.030, 0.02), ledger));
        double free3S = 0.030 + ledger.gainedS(600 * S);
        history.clockStepped(0.5);

        SteeringLedger next = new SteeringLedger(1000 * S, ledger.frequency());
        List<Sample> steady = history.steady(1000 * S, ledger);

        double[] freeOffsets = new double[3];
        for (int i = 0; i < 3; i++) {
            Sample sample = steady.get(i);
            freeOffsets[i] = sample.offsetS() + next.gainedS(sample.monotonicNs());
        }
        assertEquals(free2S - free1S, freeOffsets[1] - freeOffsets[0], 2e-9);
        assertEquals(free3S - free2S, freeOffsets[2] - freeOffsets[1], 2e-9);
        assertEquals(0.030 - 0.5, steady.get(2).offsetS(), 1e-7, "nothing has changed since the last one");
        assertEquals(600, steady.get(2).monotonicNs() * 1e-9, 1e-6);
    }

    private static SavedHistory after(double pauseS, double utcS, String boot, double frequencyPpb) {
        long pauseNs = Math.round(pauseS * 1e9);
        return new SavedHistory(boot, 10_000 * S + pauseNs, UTC + Math.round(utcS * 1e9), frequencyPpb, Map.of());
    }
}
