package dev.foliot.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConsensusTest {
    @Test
    void oneMeasurementIsItsOwnConsensus() {
        Consensus consensus = Consensus.of(new double[] {3}, new double[] {4}, true);
        assertEquals(3, consensus.value());
        assertEquals(4, consensus.variance(), 1e-12);
        assertEquals(1, consensus.weight(0));
    }

    @Test
    void twoThatAgreeCountByTheInverseOfTheirVariance() {
        Consensus consensus = Consensus.of(new double[] {1, 2}, new double[] {1, 4}, true);
        assertEquals(1.2, consensus.value(), 1e-12);
        assertEquals(0.8, consensus.variance(), 1e-12);
    }

    @Test
    void twoThatDifferForGoodCountAlike() {
        Consensus consensus = Consensus.of(new double[] {0, 1000}, new double[] {1, 4}, true);
        assertEquals(500, consensus.value(), 1);
        assertTrue(Math.sqrt(consensus.variance()) > 200, "and that they differ makes the average uncertain");
    }

    @Test
    void oneOfThreeFarOffIsLeftOut() {
        Consensus consensus = Consensus.of(new double[] {0, 1, 100}, new double[] {1, 1, 1e-6}, true);
        assertFalse(consensus.leavesOut(0));
        assertFalse(consensus.leavesOut(1));
        assertTrue(consensus.leavesOut(2));
    }

    @Test
    void nobodyOfThreeOutweighsTheOthersTogether() {
        Consensus consensus = Consensus.of(new double[] {0, 0.5, 0.2}, new double[] {1, 1, 1e-6}, true);
        assertEquals(0.5, consensus.weight(2), 1e-12);
    }

    @Test
    void differencesThatCannotLastAreErrors() {
        double[] values = {0, 0.01, 1};
        double[] variances = {1e-4, 1e-4, 1e-4};
        Consensus consensus = Consensus.of(values, variances, false);
        assertFalse(consensus.leavesOut(0));
        assertFalse(consensus.leavesOut(1));
        assertTrue(consensus.leavesOut(2));
    }

    @Test
    void whereNoMajorityAgreesNobodyIsLeftOut() {
        Consensus consensus = Consensus.of(new double[] {0, 10, 20}, new double[] {1e-4, 1e-4, 1e-4}, false);
        assertEquals(10, consensus.value(), 1e-9);
        assertFalse(consensus.leavesOut(0) || consensus.leavesOut(1) || consensus.leavesOut(2));
    }

    @Test
    void halfOfThemCannotLeaveTheOtherHalfOut() {
        Consensus consensus = Consensus.of(new double[] {0, 12}, new double[] {1e-4, 4}, false);
        assertFalse(consensus.leavesOut(0) || consensus.leavesOut(1));
    }

    @Test
    void theMedianThatTheyAreHeldAgainstIsUncertainItself() {
        Consensus consensus = Consensus.of(new double[] {0, 0.42, 0.42}, new double[] {0.01, 0.01, 0.01}, false);
        assertFalse(consensus.leavesOut(0), "4.2 deviations of its own from the median, 3.4 of both");
    }

    /** However a minority lies, and however sure it claims to be. */
    @Property(tries = 2000)
    void aMinorityCannotBringTheAverageOutOfWhatTheHonestSpanTogether(
            @ForAll @IntRange(min = 1, max = 4) int liars,
            @ForAll @DoubleRange(min = -12, max = 12) double lie,
            @ForAll @DoubleRange(min = -9, max = 2) double logVariance,
            @ForAll boolean lasting,
            @ForAll long seed) {
        Random random = new Random(seed);
        int honest = liars + 1 + random.nextInt(3);
        double[] values = new double[honest + liars];
        double[] variances = new double[honest + liars];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            boolean liar = i >= honest;
            variances[i] = liar ? Math.pow(10, logVariance) : 1;
            values[i] = liar ? lie : random.nextGaussian();
            low = liar ? low : Math.min(low, values[i] - Consensus.LIKELY_DEVIATIONS);
            high = liar ? high : Math.max(high, values[i] + Consensus.LIKELY_DEVIATIONS);
        }
        double value = Consensus.of(values, variances, lasting).value();
        assertTrue(value >= low && value <= high, low + " to " + high + ": " + value);
    }
}
