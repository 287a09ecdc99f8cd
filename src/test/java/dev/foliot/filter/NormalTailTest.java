package dev.foliot.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** log Phi(z), and phi(z) / Phi(z), as tables have them. */
    @ParameterizedTest
    @CsvSource({
        "0, -0.6931471805599453, 0.7978845608028654",
        "1, -0.1727537790234499, 0.2875999709391784",
        "-3, -6.607726221510349, 3.283098654930440",
        "-10, -53.23128515051247, 10.09809323396246",
        "-40, -804.6084420137538, 40.02496882720723",
    })
    void isWhatTablesSay(double z, double logCdf, double ratio) {
        assertEquals(logCdf, NormalTail.logCdf(z), 1e-9 * (1 - logCdf));
        assertEquals(ratio, NormalTail.ratio(z), 1e-9 * ratio);
    }

    /** d/dz log Phi = phi / Phi: table, interpolation and far tails fit together. */
    @Property(tries = 2000)
    void theRatioIsTheSlopeOfTheLogarithm(@ForAll @DoubleRange(min = -30, max = 7) double z) {
        double h = 1e-4;
        double slope = (NormalTail.logCdf(z + h) - NormalTail.logCdf(z - h)) / (2 * h);
        assertEquals(slope, NormalTail.ratio(z), 1e-5 * NormalTail.ratio(z) + 1e-7);
    }
}
