package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTestTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 0.5", "0, 4, 0.0625", "1, 4, 0.3125", "2, 4, 0.6875", "4, 4, 1", "2, 10, 0.0546875", "0, 0, 1"})
    void theChanceOfFewHeadsByHand(int heads, int tosses, double chance) {
        assertEquals(chance, RunsTest.probabilityOfAtMost(heads, tosses), 1e-15);
    }

    @Property(tries = 300)
    void theChanceOfFewHeadsIsTheExactOne(
            @ForAll @IntRange(min = 0, max = 512) int tosses, @ForAll @IntRange(min = 0, max = 100) int percent) {
        int heads = tosses * percent / 100;
        BigInteger sum = BigInteger.ZERO;
        BigInteger ways = BigInteger.ONE;
        for (int k = 0; k <= heads; k++) {
            sum = sum.add(ways);
            ways = ways.multiply(BigInteger.valueOf(tosses - k)).divide(BigInteger.valueOf(k + 1));
        }
        double exact = new BigDecimal(sum)
                .divide(new BigDecimal(BigInteger.TWO.pow(tosses)), MathContext.DECIMAL64)
                .doubleValue();
        assertEquals(exact, RunsTest.probabilityOfAtMost(heads, tosses), 1e-12 * exact);
    }

    @ParameterizedTest
    @CsvSource({
        // Ten residuals, nine pairs: at most one change has a chance of 10 / 512, at most two 46 / 512.
        "+++++-----, true",
        "++++------, true",
        "+++---++++, false",
        "+-+-+-+-+-, false",
        // Five of one sign have a chance of 1 / 16, six of 1 / 32.
        "+++++, false",
        "++++++, true"
    })
    void fewRunsAreThoseThatChanceGivesInLessThanOneCaseOfTwenty(String signs, boolean tooFew) {
        double[] residuals =
                signs.chars().mapToDouble(c -> c == '+' ? 1e-6 : -1e-6).toArray();
        assertEquals(tooFew, RunsTest.tooFewRuns(residuals, residuals.length));
    }

    @Test
    void residualsOfZeroAreNoRun() {
        assertFalse(RunsTest.tooFewRuns(new double[20], 20));
    }

    @Test
    void onlyTheGivenResidualsCount() {
        double[] residuals = new double[40];
        Arrays.fill(residuals, 1);
        residuals[1] = -1;
        assertFalse(RunsTest.tooFewRuns(residuals, 4));
        assertTrue(RunsTest.tooFewRuns(residuals, 40));
    }

    @ParameterizedTest
    @CsvSource({"8", "33", "64"})
    void independentResidualsAreSeldomCalledBad(int n) {
        Random random = new Random(1940);
        double[] residuals = new double[n];
        int bad = 0;
        for (int k = 0; k < 4000; k++) {
            for (int i = 0; i < n; i++) {
                residuals[i] = random.nextGaussian();
            }
            bad += RunsTest.tooFewRuns(residuals, n) ? 1 : 0;
        }
        assertTrue(bad > 4000 * 0.005 && bad < 4000 * 0.06, bad + " of 4000");
    }
}
