package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.association.RejectReason;
import dev.foliot.control.Json;
import dev.foliot.filter.Sample;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryCommandTest {
    private static final Probe.Answer SILENCE = new Probe.Answer(Optional.empty(), false, Map.of());

    private final Queue<Object> script = new ArrayDeque<>();
    private final List<Long> timeouts = new ArrayList<>();
    private final List<InetSocketAddress> asked = new ArrayList<>();
    private final Shell shell = new Shell(List.of(new QueryCommand(ScriptedProbe::new)));
    private int open;

    /** Answers with what the script says, one entry for each request. */
    private final class ScriptedProbe implements Probe {
        ScriptedProbe(String host, InetSocketAddress server) {
            asked.add(server);
            open++;
        }

        @Override
        public Answer ask(long timeoutNs) throws IOException {
            timeouts.add(timeoutNs);
            Object next = script.remove();
            if (next instanceof IOException e) {
                throw e;
            }
            return (Answer) next;
        }

        @Override
        public void close() {
            open--;
        }
    }

    @Test
    void severalMeasurementsAreShownOneByOneAndThenTogether() {
        script.addAll(List.of(
                measured(12.3e-6, 340e-6),
                measured(-4.56e-6, 120e-6),
                SILENCE,
                rejected(RejectReason.UNSYNCHRONISED),
                new PortUnreachableException(),
                measured(8e-6, 999e-6)));
        shell.run("query", "--count=6", "--interval=0.01", "127.0.0.1:11123");
        Golden.check("query.txt", shell.out());
        assertEquals(ExitCode.OK, shell.exitCode());
        assertEquals(0, open);
        shell.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void theSameAsJson() {
        script.addAll(List.of(
                measured(12.3e-6, 340e-6), interleaved(measured(-4.5e-6, 120e-6)), rejected(RejectReason.MALFORMED)));
        shell.run("query", "--count", "3", "--interval", "0.01", "--json", "127.0.0.1:11123");
        Golden.check("query.json", shell.out());
    }

    @Test
    void aSingleMeasurementIsItsOwnSummary() {
        script.add(measured(12.3e-6, 340e-6));
        shell.run("query", "127.0.0.1");
        assertTrue(shell.out().contains("this clock is 12.3 us behind, ± 1.17 ms at most (delay 340 us)"), shell.out());
        assertTrue(!shell.out().contains("median"), shell.out());
    }

    @Test
    void aServerThatGivesNothingMakesTheCommandFailButNotTheOthers() {
        script.addAll(List.of(SILENCE, measured(1e-6, 1e-3)));
        shell.run("query", "--json", "127.0.0.1:1", "[::1]:2");
        assertEquals(ExitCode.UNAVAILABLE, shell.exitCode());
        assertEquals(List.of(new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("::1", 2)), asked);
        JsonObject first = Json.parse(shell.out())
                .getAsJsonObject()
                .getAsJsonArray("servers")
                .get(0)
                .getAsJsonObject();
        assertEquals("no reply", first.get("error").getAsString());
        assertTrue(first.getAsJsonObject("summary").get("median_offset_s").isJsonNull());
    }

    @ParameterizedTest
    @CsvSource({"KISS_RATE, 1", "KISS_DENY, 1", "KISS_OTHER, 3", "BAD_STRATUM, 3"})
    void aServerThatWantsToBeLeftAloneIsAskedNoMore(RejectReason reason, int requests) {
        script.addAll(List.of(rejected(reason), rejected(reason), rejected(reason)));
        shell.run("query", "--count=3", "--interval=0.01", "127.0.0.1");
        assertEquals(requests, timeouts.size());
        assertTrue(shell.out().contains("no usable reply: " + QueryText.word(reason)), shell.out());
    }

    @Test
    void requestsKeepTheirIntervalAndTheirTimeout() {
        script.addAll(List.of(SILENCE, SILENCE, SILENCE));
        long startNs = System.nanoTime();
        shell.run("query", "--count=3", "--interval=0.1", "--timeout=0.5", "127.0.0.1");
        assertTrue(System.nanoTime() - startNs >= 200_000_000L);
        assertEquals(List.of(500_000_000L, 500_000_000L, 500_000_000L), timeouts);
    }

    @Test
    void aNameThatDoesNotResolveIsReported() {
        shell.run("query", "nowhere.invalid");
        assertEquals("nowhere.invalid: the name does not resolve\n", shell.out());
        assertEquals(ExitCode.UNAVAILABLE, shell.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "--count=0, --count: \"0\" is not a whole number from 1 to 1000000",
        "--count=x, --count: \"x\" is not a whole number from 1 to 1000000",
        "--interval=NaN, --interval: \"NaN\" is not a duration from 10.0 ms to 24 h",
        "--timeout=5, --timeout: \"5\" is not a duration from 10.0 ms to 4.00 s",
    })
    void optionsAreHeldToTheirRanges(String option, String complaint) {
        assertEquals(ExitCode.USAGE, shell.run("query", option, "127.0.0.1").exitCode());
        assertTrue(shell.err().startsWith("foliot query: " + complaint + "\n"), shell.err());
    }

    @Test
    void whomToBelieveIsForThoseWhoAskForKeys() {
        assertEquals(
                ExitCode.USAGE,
                shell.run("query", "--certificate-authority=ca.pem", "127.0.0.1")
                        .exitCode());
        assertTrue(shell.err().contains("nobody is asked for keys without --nts"), shell.err());
        assertEquals(
                ExitCode.USAGE,
                shell.run("query", "--nts", "--pinned-key=abc", "127.0.0.1").exitCode());
        assertTrue(shell.err().contains("--pinned-key \"abc\" is not sha256//"), shell.err());
        assertEquals(List.of(), asked);
    }

    @Test
    void withoutAServerThereIsNothingToAsk() {
        assertEquals(ExitCode.USAGE, shell.run("query").exitCode());
        assertTrue(shell.err().startsWith("foliot query: something is missing: HOST[:PORT]...\n"), shell.err());
    }

    @Test
    void theSummaryIsComputedFromTheSamples() {
        List<QuerySample> samples = List.of(
                sample(1, 4e-6, 30e-6), sample(2, -1e-6, 10e-6), sample(3, 2e-6, 20e-6), sample(4, 3e-6, 40e-6));
        QuerySummary summary = QuerySummary.of(6, samples);
        assertEquals(6, summary.sent());
        assertEquals(4, summary.received());
        assertEquals(2, summary.lost());
        assertEquals(2.5e-6, summary.medianOffsetS(), 1e-12);
        assertEquals(2.5e-6, summary.medianAbsoluteOffsetS(), 1e-12);
        assertEquals(-1e-6, summary.minOffsetS());
        assertEquals(4e-6, summary.maxOffsetS());
        assertEquals(25e-6, summary.medianDelayS(), 1e-12);
        assertEquals(-1e-6, summary.bestOffsetS());
        assertEquals(10e-6, summary.bestDelayS());
        // Differences from the best: 5, 3 and 4 us.
        assertEquals(Math.sqrt((25 + 9 + 16) / 3.0) * 1e-6, summary.jitterS(), 1e-12);
        assertNull(QuerySummary.of(1, samples.subList(0, 1)).jitterS());
    }

    private static QuerySample sample(int sequence, double offsetS, double delayS) {
        return QuerySample.of(sequence, measured(offsetS, delayS).sample().orElseThrow(), false);
    }

    private static Probe.Answer measured(double offsetS, double delayS) {
        Sample sample = new Sample(
                0,
                offsetS,
                delayS,
                1e-6,
                0.5e-3,
                0.75e-3,
                2,
                LeapIndicator.NONE,
                0xc0000201,
                StampSource.KERNEL,
                StampSource.HARDWARE);
        return new Probe.Answer(Optional.of(sample), false, Map.of());
    }

    private static Probe.Answer interleaved(Probe.Answer basic) {
        return new Probe.Answer(basic.sample(), true, basic.rejected());
    }

    private static Probe.Answer rejected(RejectReason reason) {
        return new Probe.Answer(Optional.empty(), false, Map.of(reason, 1));
    }
}
