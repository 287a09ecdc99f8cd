package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sample of the table of accuracy, with limits that only a fault exceeds. */
class TrialTest {
    @ParameterizedTest
    @CsvSource({"a1, 1.5", "b2f, 1.5", "c2, 1.8", "e3, 1.5", "f1, 1.5", "i1, 1.5"})
    void daemonIsNotMuchWorseThanTheBestOfTheOthers(String id, double limit) throws Exception {
        Comparison row = Comparison.of(scenario(id), run(id, 1, 2, 3));
        assertTrue(
                row.ratioToMark() < limit, () -> id + ": " + row.ratioToMark() + " times the error of " + row.mark());
        assertTrue(
                row.foliot().leastBoundCoverage() >= 0.9999,
                () -> id + ": " + row.foliot().leastBoundCoverage());
    }

    @Test
    void clockIsSetRightWithinSecondsAndBetterWithinAMinute() throws Exception {
        for (Figures figures : run("v-settle", 101, 102, 103)) {
            assertTrue(figures.windows().get(0).maxOffsetS() < 1e-3, figures::toString);
            assertTrue(figures.windows().get(1).maxOffsetS() < 1e-4, figures::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"t0", "c1", "c2", "v-lan", "v-lan-fast", "v-freebsd", "v-macos"})
    void onALanThatIsKnownToBeSymmetricTheBoundIsTight(String id) throws Exception {
        Summary summary = Summary.of(run(scenario(id).withMaximumAsymmetry(0.05), 1, 2, 3));
        assertTrue(summary.leastBoundCoverage() >= 0.9999, summary::toString);
        assertTrue(summary.boundRatio() < 4, summary::toString);
    }

    /** An asymmetry as large as declared; a detour of which nothing was; a declaration that is wrong. */
    @ParameterizedTest
    @CsvSource({"v-declared, 1.6", "v-declared-detour, 4", "v-declared-wrong, 6"})
    void theBoundHoldsWhatIsDeclared(String id, double tightness) throws Exception {
        Summary summary = Summary.of(run(scenario(id), 101, 102));
        assertTrue(summary.leastBoundCoverage() >= 0.9999, summary::toString);
        assertTrue(summary.boundRatio() < tightness, summary::toString);
    }

    @Test
    void liarsInTheMinorityDoNotMoveTheClock() throws Exception {
        for (String id : List.of("v-liars", "v-turncoat")) {
            for (Figures figures : run(id, 101, 102)) {
                assertTrue(figures.maxOffsetS() < 2e-3, () -> id + ": " + figures);
            }
        }
    }

    @Test
    void sameSeedIsTheSameToTheLastBit() {
        Scenario scenario = scenario("t0");
        Observations first = Trial.run(scenario, 5);
        Observations second = Trial.run(scenario, 5);
        Observations other = Trial.run(scenario, 6);
        assertEquals(scenario.durationS() + 1, first.seconds());
        assertTrue(IntStream.range(0, first.seconds())
                .allMatch(t -> first.offsetS(t) == second.offsetS(t) && first.boundS(t) == second.boundS(t)));
        assertTrue(IntStream.range(0, first.seconds()).anyMatch(t -> first.offsetS(t) != other.offsetS(t)));
    }

    private static Scenario scenario(String id) {
        return BuiltInScenarios.all().find(id).orElseThrow();
    }

    private static List<Figures> run(String id, Integer... seeds) throws Exception {
        return run(scenario(id), seeds);
    }

    private static List<Figures> run(Scenario scenario, Integer... seeds) throws Exception {
        try (Series series = new Series(Laboratory.inProcess())) {
            return series.start(scenario, List.of(seeds)).await();
        }
    }
}
