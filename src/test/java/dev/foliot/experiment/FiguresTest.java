package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.Scenario.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of series whose figures are known. */
class FiguresTest {
    private static Scenario scenario(int settleS, int holdS, Window... windows) {
        Scenario b2f = BuiltInScenarios.compared().find("b2f").orElseThrow();
        return new Scenario("x", "x", b2f.servers(), b2f.client(), 100, settleS, 1e-3, holdS, List.of(windows));
    }

    @Test
    void errorsAreThoseFromTheSettlingTimeOn() {
        Observations observations = new Observations(0);
        for (int t = 0; t < 20; t++) {
            observations.add(7, 7, 8, 0);
        }
        for (int t = 0; t < 100; t++) {
            observations.add(t % 2 == 0 ? 3e-6 : -4e-6, t % 2 == 0 ? 1e-9 : -7e-9, 1e-5, 0);
        }
        Figures figures = Figures.of(scenario(20, 5), 9, observations);
        assertEquals(9, figures.seed());
        assertEquals(Math.sqrt((9 + 16) / 2.0) * 1e-6, figures.rmsOffsetS(), 1e-15);
        assertEquals(4e-6, figures.maxOffsetS());
        assertEquals(4e-6, figures.p99OffsetS());
        assertEquals(4e-6, figures.medianOffsetS());
        assertEquals(-0.5e-6, figures.meanOffsetS(), 1e-15);
        assertEquals(5, figures.rmsFrequencyPpb(), 1e-6);
        assertEquals(7, figures.maxFrequencyPpb(), 1e-6);
        assertEquals(1e-5, figures.medianBoundS(), 1e-11);
    }

    @Test
    void percentileLeavesTheLargestHundredthOut() {
        Observations observations = new Observations(1000);
        for (int t = 0; t < 1000; t++) {
            observations.add(-t * 1e-6, 0, 1, 0);
        }
        Figures figures = Figures.of(scenario(0, 5), 1, observations);
        assertEquals(990e-6, figures.p99OffsetS(), 1e-12);
        assertEquals(500e-6, figures.medianOffsetS(), 1e-12);
        assertEquals(999e-6, figures.maxOffsetS(), 1e-12);
    }

    @Test
    void clockHasSettledOnceItStaysRightForLongEnough() {
        Observations observations = new Observations(100);
        for (int t = 0; t < 100; t++) {
            observations.add(t < 10 || t == 15 ? 1 : 0, 0, 1, 0);
        }
        assertEquals(16, Figures.of(scenario(0, 5), 1, observations).settlingTimeS());
        assertEquals(10, Figures.of(scenario(0, 4), 1, observations).settlingTimeS());
        assertEquals(Double.NaN, Figures.of(scenario(0, 84), 1, observations).settlingTimeS());
    }

    @Test
    void windowHasItsOwnErrorsAndRecovery() {
        Observations observations = new Observations(100);
        for (int t = 0; t < 100; t++) {
            observations.add(t >= 30 && t < 45 ? 2 : 0, 0, 1, 0);
        }
        Figures.WindowFigures window = Figures.of(scenario(0, 5, new Window("w", 30, 40)), 1, observations)
                .windows()
                .get(0);
        assertEquals(new Figures.WindowFigures("w", 2, 2, 5), window);
    }

    @Test
    void coverageIsOfTheTimeInWhichABoundWasPublished() {
        Observations observations = new Observations(100);
        for (int t = 0; t < 50; t++) {
            observations.add(5, 0, Double.POSITIVE_INFINITY, 0);
        }
        for (int t = 0; t < 50; t++) {
            observations.add(t < 5 ? 1.5 : -1, 0, 1, 0);
        }
        assertEquals(0.9, Figures.of(scenario(60, 5), 1, observations).boundCoverage(), 1e-12);
        Observations unlooked = new Observations(1);
        unlooked.add(0, 0, Double.NaN, 0);
        assertTrue(Double.isNaN(Figures.of(scenario(0, 5), 1, unlooked).boundCoverage()));
    }

    @Test
    void pollIntervalIsThatBetweenTheFirstAndTheLastRequest() {
        Observations observations = new Observations(100);
        for (int t = 0; t < 100; t++) {
            observations.add(0, 0, 1, t < 10 ? 0 : 1 + (t - 10) / 8);
        }
        Figures figures = Figures.of(scenario(0, 5), 1, observations);
        assertEquals(12, figures.packets());
        assertEquals(8, figures.meanPollS(), 1e-12);
    }
}
