package dev.foliot.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.SystemClock;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that read the clock alone, on clocks that tick as they are read. */
class ClockChecksTest {
    private final SimulatedMachine simulated = new SimulatedMachine();

    /** Shows a later time at each reading. */
    private class Ticking extends DelegatingClock {
        private final long[] unevenNs = {0, 1, 4, 4, 1};
        private final long costNs;
        private final long quantumNs;
        long readings;

        Ticking(long costNs, long quantumNs) {
            super(simulated.simulated);
            this.costNs = costNs;
            this.quantumNs = quantumNs;
        }

        @Override
        public ClockReading read() {
            long ns = (readings * costNs + Math.min(costNs, unevenNs[(int) (readings % 5)])) / quantumNs * quantumNs;
            readings++;
            return new ClockReading(SimulatedMachine.MIDNIGHT_UTC_NS + ns, ns);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "37, 1, OK",
        "5003, 1, DEGRADED", // dear
        "37, 100, OK",
        "37, 1000, FAILED", // and claims 1 ns
        "37, 4000000, FAILED",
        "0, 1, FAILED"
    })
    void resolutionIsJudgedByWhatReadingsDiffer(long costNs, long quantumNs, Verdict verdict) {
        assertEquals(
                verdict,
                new ClockResolution(new Ticking(costNs, quantumNs)).run().verdict());
    }

    @Test
    void resolutionAndCostAreMeasured() {
        Result result = new ClockResolution(new Ticking(41, 1)).run();

        assertEquals(1L, result.figures().get("resolution_ns"));
        assertEquals(41L, result.figures().get("reading_cost_ns"));
    }

    @Test
    void clockThatGoesForwardPasses() {
        assertEquals(Verdict.OK, new ClockOrder(new Ticking(37, 1)).run().verdict());
        assertEquals(Verdict.OK, new ScaleDistance(new Ticking(37, 1)).run().verdict());
    }

    @Test
    void clockThatGoesBackFails() {
        SystemClock back = new Ticking(37, 1) {
            @Override
            public ClockReading read() {
                ClockReading reading = super.read();
                long lostNs = readings == 500 ? 1000 : 0;
                return new ClockReading(reading.utcNs(), reading.monotonicNs() - lostNs);
            }
        };
        SystemClock set = new Ticking(37, 1) {
            @Override
            public ClockReading read() {
                ClockReading reading = super.read();
                long lostNs = readings > 500 ? 1_000_000 : 0;
                return new ClockReading(reading.utcNs() - lostNs, reading.monotonicNs());
            }
        };

        assertEquals(1, new ClockOrder(back).run().figures().get("monotonic_reversals"));
        assertEquals(Verdict.FAILED, new ClockOrder(set).run().verdict());
    }

    @ParameterizedTest
    @CsvSource({"100, OK", "30000, DEGRADED", "3000000, FAILED"})
    void scalesThatAreReadApartAreNoticed(long apartNs, Verdict verdict) {
        SystemClock apart = new Ticking(37, 1) {
            @Override
            public ClockReading read() {
                ClockReading reading = super.read();
                long shiftNs = readings % 3 * apartNs;
                return new ClockReading(reading.utcNs() + shiftNs, reading.monotonicNs());
            }
        };

        assertEquals(verdict, new ScaleDistance(apart).run().verdict());
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "30, DEGRADED", "3000, FAILED"})
    void rateThatTheStateDoesNotTellIsNoticed(double hiddenPpm, Verdict verdict) throws Exception {
        simulated.simulated.setFrequency(Frequency.ofPpm(20));
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public ClockReading read() {
                ClockReading reading = super.read();
                long hiddenNs = Math.round(reading.monotonicNs() * hiddenPpm * 1e-6);
                return new ClockReading(reading.utcNs() + hiddenNs, reading.monotonicNs() + hiddenNs);
            }
        };

        assertEquals(verdict, new RawRate(simulated.machine()).run().verdict());
    }

    @Test
    void systemThatTellsOfSuspendsIsBelievedUnlessItTellsOfOneNow() throws Exception {
        simulated.simulated.suspend(90, 0.1);
        simulated.world.run(100);
        Result sound = new SuspendedTime(simulated.machine()).run();
        assertEquals(Verdict.OK, sound.verdict());
        assertEquals(90.0, sound.figures().get("suspended_s"));

        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public OptionalLong suspendedNs() {
                return OptionalLong.of(read().monotonicNs());
            }
        };
        assertEquals(
                Verdict.FAILED, new SuspendedTime(simulated.machine()).run().verdict());
    }

    @Test
    void systemThatDoesNotTellOfSuspendsIsWorse() throws Exception {
        simulated.simulated.setQuirks(ClockQuirks.FREEBSD);
        assertEquals(
                Verdict.DEGRADED, new SuspendedTime(simulated.machine()).run().verdict());
    }
}
