package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void theOneToBeatIsChronyUnlessAnotherIsClearlyBetter() {
        Map<String, String> others = BuiltInScenarios.compared().ids().stream()
                .collect(
                        Collectors.toMap(id -> id, id -> Peers.MEASURED.mark(id).name()));
        others.values().removeIf("chrony"::equals);
        assertEquals(Map.of("b2v", "ntp", "d1", "ntp", "f2", "ntp"), others);
    }

    @Test
    void everyScenarioHasItsPeersWithEverySeed() {
        for (String id : BuiltInScenarios.compared().ids()) {
            List<String> names =
                    Peers.MEASURED.in(id).stream().map(Peers.Peer::name).toList();
            assertEquals(List.of("chrony", "ntp", "ntpsec"), names, id);
            assertEquals(20, Peers.MEASURED.in(id).get(0).rmsOffsetS().size(), id);
        }
    }

    @Test
    void ratioIsTheMedianOfTheRatiosSeedBySeed() {
        Scenario a1 = BuiltInScenarios.compared().find("a1").orElseThrow();
        Map<Integer, Double> chrony = Peers.MEASURED.in("a1").get(0).rmsOffsetS();
        List<Figures> figures = List.of(
                figures(1, chrony.get(1) * 0.5), figures(2, chrony.get(2) * 2), figures(3, chrony.get(3) * 0.8));
        Comparison row = Comparison.of(a1, figures);
        assertEquals(0.8, row.ratioToMark(), 1e-12);
        assertEquals(2, row.greatestRatio(), 1e-12);
        assertEquals(64.642 / 32, row.packetsToChrony(), 1e-12);
        assertEquals(2.1009e-05, row.peerRmsOffsetS().get("chrony"), 1e-9);
    }

    @Test
    void meanOfTheRatiosIsGeometricAndOfThoseThereAre() {
        Scenario a1 = BuiltInScenarios.compared().find("a1").orElseThrow();
        Scenario liars = BuiltInScenarios.variants().find("v-liars").orElseThrow();
        double chrony = Peers.MEASURED.in("a1").get(0).rmsOffsetS().get(1);
        List<Comparison> rows = List.of(
                Comparison.of(a1, List.of(figures(1, chrony * 0.25))),
                Comparison.of(a1, List.of(figures(1, chrony))),
                Comparison.of(liars, List.of(figures(1, 1))));
        assertEquals(0.5, Comparison.geometricMean(rows), 1e-12);
        assertTrue(Double.isNaN(Comparison.geometricMean(rows.subList(2, 3))));
    }

    @Test
    void medianOfAnEvenNumberLiesInTheMiddle() {
        assertEquals(2, Median.of(List.of(9.0, 1.0, 2.0)));
        assertEquals(2.5, Median.of(List.of(9.0, 1.0, 2.0, 3.0)));
        assertEquals(Double.NaN, Median.of(List.of()));
        assertEquals(Double.NaN, Median.of(List.of(1.0, Double.NaN, 2.0)));
    }

    private static Figures figures(int seed, double rmsS) {
        return new Figures(seed, rmsS, 0, 0, 0, 0, 0, 0, 0, 10, 32, 1, 0, List.of());
    }
}
