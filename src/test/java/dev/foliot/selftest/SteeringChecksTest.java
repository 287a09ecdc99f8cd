package dev.foliot.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that steer, on sound clocks of every system and on broken ones. */
class SteeringChecksTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    private SimulatedMachine simulated = new SimulatedMachine();

    static Stream<ClockQuirks> systems() {
        return Stream.of(ClockQuirks.NONE, ClockQuirks.FREEBSD, ClockQuirks.MACOS);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void soundClockPassesAndIsAsItWas(ClockQuirks quirks) throws Exception {
        simulated = new SimulatedMachine(SimulatedMachine.MIDNIGHT_UTC_NS, quirks);
        Machine machine = simulated.machine();
        ClockState before = simulated.simulated.state();
        BorrowedClock borrowed = new BorrowedClock(machine);

        for (Check check : Checks.steering(machine, borrowed)) {
            Outcome outcome = Outcome.of(check);
            boolean noLeap = outcome.verdict() == Verdict.SKIPPED && !quirks.makesLeapSeconds();
            assertTrue(outcome.verdict() == Verdict.OK || noLeap, outcome.toString());
        }
        assertEquals(before.frequency(), simulated.simulated.state().frequency());
        assertEquals(before.leap(), simulated.simulated.state().leap());
        assertEquals(0, simulated.steeredByS(), 2e-6);
    }

    @Test
    void clockThatIgnoresFrequencyFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            private Frequency told = Frequency.ZERO;

            @Override
            public Frequency setFrequency(Frequency frequency) {
                told = frequency;
                return frequency;
            }

            @Override
            public ClockState state() throws ClockException {
                ClockState state = super.state();
                return new ClockState(told, state.status(), state.taiOffsetS(), false);
            }
        };

        assertEquals(Verdict.OK, run(new FrequencyReadBack(borrow())));
        assertEquals(Verdict.FAILED, run(new FrequencyEffect(simulated.machine(), borrow())));
        assertEquals(Verdict.FAILED, run(new OnsetOfFrequency(simulated.machine(), borrow())));
    }

    @Test
    void clockThatTakesHalfOfAFrequencyFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public Frequency setFrequency(Frequency frequency) throws ClockException {
                return super.setFrequency(new Frequency(frequency.ppb() / 2));
            }
        };

        assertEquals(Verdict.FAILED, run(new FrequencyReadBack(borrow())));
    }

    @Test
    void clockThatKeepsAnotherFrequencyThanItSaysFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public Frequency setFrequency(Frequency frequency) throws ClockException {
                super.setFrequency(new Frequency(frequency.ppb() / 2));
                return frequency;
            }
        };

        assertEquals(Verdict.FAILED, run(new FrequencyReadBack(borrow())));
        assertEquals(Verdict.FAILED, run(new FrequencyEffect(simulated.machine(), borrow())));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void onsetAtAnotherTimeThanTheClockSaysFails(ClockQuirks quirks) throws Exception {
        simulated = new SimulatedMachine(SimulatedMachine.MIDNIGHT_UTC_NS, quirks);
        boolean atOnce = quirks.frequencyOnset() == FrequencyOnset.AT_ONCE;
        claimOnset(atOnce ? FrequencyOnset.NEXT_SECOND : FrequencyOnset.AT_ONCE);

        assertEquals(Verdict.FAILED, run(new OnsetOfFrequency(simulated.machine(), borrow())));
    }

    private void claimOnset(FrequencyOnset onset) {
        ClockCapabilities c = simulated.simulated.capabilities();
        ClockCapabilities claimed = new ClockCapabilities(
                c.backend(),
                c.steerable(),
                c.atomicStep(),
                c.leap(),
                c.tai(),
                onset,
                c.maxFrequency(),
                c.frequencyQuantum(),
                c.readingQuantumNs());
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public ClockCapabilities capabilities() {
                return claimed;
            }
        };
    }

    @Test
    void stepThatMissesAndSaysSoIsDegraded() throws Exception {
        simulated.simulated.setQuirks(ClockQuirks.NONE.withStepResidueNs(-300_000));

        assertEquals(Verdict.DEGRADED, run(new Stepping(simulated.machine(), borrow())));
    }

    @Test
    void stepThatMissesInSilenceFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public long step(long offsetNs) throws ClockException {
                super.step(offsetNs - 300_000);
                return 0;
            }
        };

        assertEquals(Verdict.FAILED, run(new Stepping(simulated.machine(), borrow())));
    }

    @Test
    void stepThatDoesNothingFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public long step(long offsetNs) {
                return -offsetNs;
            }
        };

        assertEquals(Verdict.FAILED, run(new Stepping(simulated.machine(), borrow())));
    }

    @Test
    void clockThatDropsLeapSecondsFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public void setStatus(ClockStatus status) throws ClockException {
                boolean unsynchronised = status.leap() == LeapIndicator.UNSYNCHRONISED;
                LeapIndicator kept = unsynchronised ? status.leap() : LeapIndicator.NONE;
                super.setStatus(new ClockStatus(kept, status.maxErrorNs(), status.estimatedErrorNs()));
            }
        };

        assertEquals(Verdict.FAILED, run(new LeapFlags(borrow())));
    }

    @Test
    void leapSecondThatCannotBeTakenBackFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public void setStatus(ClockStatus status) throws ClockException {
                if (status.leap() != LeapIndicator.UNSYNCHRONISED) {
                    super.setStatus(status);
                }
            }
        };

        assertEquals(Verdict.FAILED, run(new LeapFlags(borrow())));
    }

    @Test
    void nothingIsAnnouncedInTheLastHourOfADay() throws Exception {
        simulated = new SimulatedMachine(SimulatedMachine.MIDNIGHT_UTC_NS - HOUR_NS + 1, ClockQuirks.NONE);
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public void setStatus(ClockStatus status) {
                throw new AssertionError("announced " + status);
            }
        };

        assertEquals(Verdict.SKIPPED, run(new LeapFlags(borrow())));
    }

    @Test
    void systemThatTellsOtherErrorsThanWerePublishedFails() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public void setStatus(ClockStatus status) throws ClockException {
                super.setStatus(new ClockStatus(status.leap(), status.maxErrorNs() / 1000, status.estimatedErrorNs()));
            }
        };

        assertEquals(Verdict.FAILED, run(new PublishedStatus(borrow())));
    }

    @Test
    void refusalIsAFailureWithItsReason() throws Exception {
        BorrowedClock borrowed = borrow();
        simulated.simulated.setQuirks(ClockQuirks.REFUSES);

        Outcome outcome = Outcome.of(new Stepping(simulated.machine(), borrowed));
        assertEquals(Verdict.FAILED, outcome.verdict());
        assertTrue(outcome.finding().contains("refuses"), outcome.finding());
    }

    @Test
    void withoutARawScaleRatesAreNotMeasured() throws Exception {
        Machine sound = simulated.machine();
        Machine machine = new Machine(
                sound.clock(),
                () -> {
                    throw new ClockException("no such scale", false);
                },
                sound.network(),
                sound.sharing(),
                List.of(),
                sound.timeline());
        BorrowedClock borrowed = new BorrowedClock(machine);

        List<Verdict> verdicts = Checks.steering(machine, borrowed).stream()
                .map(check -> outcome(check).verdict())
                .toList();
        Verdict ok = Verdict.OK;
        assertEquals(List.of(ok, ok, Verdict.SKIPPED, Verdict.SKIPPED, ok, ok, ok), verdicts);
    }

    private static Outcome outcome(Check check) {
        try {
            return Outcome.of(check);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private BorrowedClock borrow() throws Exception {
        return new BorrowedClock(simulated.machine());
    }

    private static Verdict run(Check check) throws Exception {
        return check.run().verdict();
    }
}
