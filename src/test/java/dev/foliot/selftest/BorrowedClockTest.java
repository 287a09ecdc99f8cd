package dev.foliot.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BorrowedClockTest {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final Frequency ORIGINAL = Frequency.ofPpm(7);

    private SimulatedMachine simulated = new SimulatedMachine();
    private double originalS;

    @BeforeEach
    void hasAHistory() throws ClockException {
        prepare();
    }

    private void prepare() throws ClockException {
        simulated.simulated.setFrequency(ORIGINAL);
        simulated.simulated.setStatus(new ClockStatus(LeapIndicator.NONE, 5_000_000, 1000));
        simulated.simulated.setTaiOffset(37);
        simulated.world.run(1.5);
        originalS = aheadS();
    }

    /** By how much the clock is ahead of where the original frequency would have brought it. */
    private double aheadS() {
        return simulated.steeredByS() - ORIGINAL.ratio() * simulated.world.nowS();
    }

    @ParameterizedTest
    @MethodSource("dev.foliot.selftest.SteeringChecksTest#systems")
    void everythingIsPutBack(ClockQuirks quirks) throws Exception {
        simulated = new SimulatedMachine(SimulatedMachine.MIDNIGHT_UTC_NS, quirks);
        prepare();
        ClockState before = simulated.simulated.state();
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        clock.step(-80 * MILLISECOND_NS);
        clock.setFrequency(Frequency.ofPpm(-40));
        clock.setStatus(new ClockStatus(LeapIndicator.INSERT, 1, 1));
        clock.setTaiOffset(38);
        simulated.world.run(20);

        clock.giveBack();

        ClockState after = simulated.simulated.state();
        assertEquals(before.frequency(), after.frequency());
        assertEquals(before.status(), after.status());
        assertEquals(before.taiOffsetS(), after.taiOffsetS());
        assertEquals(originalS, aheadS(), 2e-6);
    }

    @Test
    void itIsGivenBackWhateverHappens() throws Exception {
        Machine machine = simulated.machine();
        assertThrows(IllegalStateException.class, () -> {
            try (BorrowedClock clock = new BorrowedClock(machine)) {
                clock.step(50 * MILLISECOND_NS);
                throw new IllegalStateException("a fault");
            }
        });

        assertEquals(originalS, aheadS(), 1e-6);
    }

    /** As at FreeBSD's securelevel 2, which lets nobody step twice within a second. */
    @Test
    void stepThatWasRefusedIsNotTakenBack() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public long step(long offsetNs) throws ClockException {
                if (offsetNs > 0) {
                    throw new ClockException("not now", false);
                }
                return super.step(offsetNs);
            }
        };
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        assertThrows(ClockException.class, () -> clock.step(50 * MILLISECOND_NS));

        clock.giveBack();

        assertEquals(originalS, aheadS(), 1e-6);
    }

    @Test
    void onceGivenBackItIsNotSteeredAnyMore() throws Exception {
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        clock.giveBack();
        clock.giveBack();

        assertThrows(IllegalStateException.class, () -> clock.step(1));
        assertThrows(IllegalStateException.class, () -> clock.setFrequency(ORIGINAL));
        assertThrows(IllegalStateException.class, () -> clock.setTaiOffset(37));
        assertThrows(
                IllegalStateException.class,
                () -> clock.setStatus(clock.original().status()));
    }

    @Test
    void limitsAreKept() throws Exception {
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        clock.step(60 * MILLISECOND_NS);

        assertThrows(IllegalArgumentException.class, () -> clock.step(41 * MILLISECOND_NS));
        assertThrows(IllegalArgumentException.class, () -> clock.step(-161 * MILLISECOND_NS));
        assertThrows(IllegalArgumentException.class, () -> clock.setFrequency(Frequency.ofPpm(57.1)));
        assertThrows(IllegalArgumentException.class, () -> clock.setFrequency(Frequency.ofPpm(-43.1)));
        clock.step(-160 * MILLISECOND_NS);
        clock.setFrequency(Frequency.ofPpm(56.9));
    }

    @Test
    void whatSomebodyElseDidIsNotUndone() throws Exception {
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        clock.step(50 * MILLISECOND_NS);
        simulated.simulated.step(3_600_000 * MILLISECOND_NS);

        clock.giveBack();

        assertEquals(originalS + 3600, aheadS(), 1e-6);
    }

    @Test
    void whatCannotBePutBackDoesNotKeepTheRestFromIt() throws Exception {
        simulated.clock = new DelegatingClock(simulated.simulated) {
            @Override
            public Frequency setFrequency(Frequency frequency) throws ClockException {
                if (frequency.equals(simulated.simulated.state().frequency())) {
                    return frequency;
                }
                if (frequency.ppb() < 7001 && frequency.ppb() > 6999) {
                    throw new ClockException("no way back", false);
                }
                return super.setFrequency(frequency);
            }
        };
        BorrowedClock clock = new BorrowedClock(simulated.machine());
        clock.step(50 * MILLISECOND_NS);
        clock.setFrequency(Frequency.ofPpm(40));

        ClockException failure = assertThrows(ClockException.class, clock::giveBack);

        assertEquals("no way back", failure.getMessage());
        assertEquals(originalS, aheadS(), 1e-6);
        assertEquals(LeapIndicator.NONE, simulated.simulated.state().leap());
    }
}
