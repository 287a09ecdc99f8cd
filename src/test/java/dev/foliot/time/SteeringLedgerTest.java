package dev.foliot.time;

import static java.math.MathContext.DECIMAL128;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SteeringLedgerTest {
    private static final long S = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * S;

    @Test
    void changeThatActsLaterCountsFromItsOnset() {
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ofPpm(10));
        ledger.frequencyChanged(5 * S, 6 * S, Frequency.ofPpm(110));

        assertEquals(55e-6, ledger.gainedS(5 * S + S / 2), 1e-9, "the old one until then");
        assertEquals(60e-6 + 220e-6, ledger.gainedS(8 * S), 1e-7);
        assertTrue(Math.abs(ledger.freeRunningNs(8 * S) - (8 * S - 280_000)) <= 100);
    }

    @Test
    void changeThatWasReplacedBeforeItActedNeverDid() {
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);
        ledger.frequencyChanged(5 * S, 6 * S, Frequency.ofPpm(500));
        ledger.frequencyChanged(5 * S + S / 2, 6 * S + S / 2, Frequency.ofPpm(100));

        assertEquals(0, ledger.gainedS(6 * S + S / 4), 1e-12);
        assertEquals(50e-6, ledger.gainedS(7 * S), 1e-8);
    }

    /** For so long by the monotonic scale, the clock is steered by this much. */
    record Stretch(long lengthNs, double ppb) {
        double ratio() {
            return new Frequency(ppb).ratio();
        }
    }

    /**
     * An oscillator that runs {@code oscillatorPpm} fast drives a clock that is steered at will; true time, the
     * free-running scale and the offset of the clock are computed beside it in 34 decimal digits. With what steering
     * gained added, the offsets lie on the straight line that the oscillator alone draws.
     */
    @Property(tries = 300)
    void offsetsLieOnOneStraightLineHoweverTheClockWasSteered(
            @ForAll("stretches") List<Stretch> stretches,
            @ForAll @DoubleRange(min = -500, max = 500) double oscillatorPpm,
            @ForAll @LongRange(min = -DAY_NS, max = 4000 * DAY_NS) long startNs) {
        BigDecimal oscillatorRate = BigDecimal.ONE.add(new BigDecimal(oscillatorPpm * 1e-6));
        SteeringLedger ledger =
                new SteeringLedger(startNs, new Frequency(stretches.get(0).ppb()));
        long monotonicNs = startNs;
        BigDecimal freeRunNs = BigDecimal.ZERO;
        for (Stretch stretch : stretches) {
            ledger.frequencyChanged(monotonicNs, new Frequency(stretch.ppb()));
            BigDecimal steeredRate = BigDecimal.ONE.add(new BigDecimal(stretch.ratio()));
            for (int part = 0; part <= 4; part++) {
                long sinceChangeNs = stretch.lengthNs() / 4 * part;
                BigDecimal freeNs = freeRunNs.add(new BigDecimal(sinceChangeNs).divide(steeredRate, DECIMAL128));
                BigDecimal trueNs = freeNs.divide(oscillatorRate, DECIMAL128);
                long nowNs = monotonicNs + sinceChangeNs;
                double offsetNs =
                        trueNs.subtract(new BigDecimal(nowNs - startNs)).doubleValue();

                double x = ledger.freeRunningNs(nowNs) - startNs;
                double y = offsetNs + ledger.gainedS(nowNs) * 1e9;

                assertEquals(freeNs.doubleValue(), x, 1);
                double slope = BigDecimal.ONE.divide(oscillatorRate, DECIMAL128).doubleValue() - 1;
                assertEquals(slope * x, y, 1, "nanoseconds off the line");
            }
            long lengthNs = stretch.lengthNs() / 4 * 4;
            freeRunNs = freeRunNs.add(new BigDecimal(lengthNs).divide(steeredRate, DECIMAL128));
            monotonicNs += lengthNs;
        }
    }

    @Test
    void countsWhatSteeringGains() {
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ofPpm(100));

        assertEquals(0, ledger.gainedS(0));
        // 1000 s by the steered clock are 1000 / 1.0001 s of the free-running one
        assertEquals(1000 - 1000 / 1.0001, ledger.gainedS(1_000_000_000_000L), 1e-12);
        assertEquals(999_900_009_999L, ledger.freeRunningNs(1_000_000_000_000L));
    }

    @Test
    void runsOnAlikeWhenTheFrequencyIsSetToWhatItWas() {
        SteeringLedger touched = new SteeringLedger(0, Frequency.ofPpm(-37.5));
        SteeringLedger untouched = new SteeringLedger(0, Frequency.ofPpm(-37.5));
        for (long atNs = 0; atNs < 1000; atNs++) {
            touched.frequencyChanged(atNs * 1_000_003, Frequency.ofPpm(-37.5));
        }

        assertEquals((double) untouched.freeRunningNs(DAY_NS), (double) touched.freeRunningNs(DAY_NS), 1.0);
        assertEquals(untouched.gainedS(DAY_NS), touched.gainedS(DAY_NS), 1e-12);
        assertEquals(-37.5, touched.frequency().ppm(), 1e-12);
    }

    @Property
    void momentsBeforeAChangeAreOffByTheChangeTimesTheirAge(
            @ForAll @DoubleRange(min = -500, max = 500) double beforePpm,
            @ForAll @DoubleRange(min = -500, max = 500) double afterPpm,
            @ForAll @LongRange(max = 1_000_000_000) long ageNs) {
        long changeNs = 10_000_000_000L;
        SteeringLedger ledger = new SteeringLedger(0, Frequency.ofPpm(beforePpm));
        long expectedNs = ledger.freeRunningNs(changeNs - ageNs);
        ledger.frequencyChanged(changeNs, Frequency.ofPpm(afterPpm));

        double mostNs = Math.abs(afterPpm - beforePpm) * 1e-6 * 1.002 * ageNs + 1;
        assertTrue(Math.abs(ledger.freeRunningNs(changeNs - ageNs) - expectedNs) <= mostNs);
    }

    /** Days of steering: adaptive frequencies, slews at the limit, and Linux's tick at 10 %. */
    @Provide
    Arbitrary<List<Stretch>> stretches() {
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.longs().between(0, DAY_NS), Arbitraries.longs().between(0, 2_000_000_000L));
        Arbitrary<Double> ppb = Arbitraries.oneOf(
                Arbitraries.doubles().between(-500e3, 500e3),
                Arbitraries.doubles().between(-100e6, 100e6));
        return Combinators.combine(lengths, ppb)
                .as(Stretch::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
