package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A laptop: the machine sleeps, and the clock is right soon after it wakes. */
class SuspendInSimulationTest {
    private static final double PPM = 17;
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(PPM));

    /** By when after it wakes the clock has been asked for, and is right: a burst takes 6 s. */
    private static final double SOON_S = 12;

    private static SimulatedDaemon laptop(Signal oscillator) throws Exception {
        SimulatedDaemon simulation = new SimulatedDaemon(oscillator, -0.05);
        for (int i = 0; i < 3; i++) {
            simulation.addServer(0, 1e-4);
        }
        simulation.useServers(4, 10, true);
        simulation.run(3600);
        assertTrue(simulation.clockSnapshot().synchronised());
        return simulation;
    }

    /** Sleeps; then holds the bound to the truth in each second until the clock should be right. */
    private static void sleep(SimulatedDaemon simulation, double seconds, double errorS) throws Exception {
        simulation.clock.suspend(seconds, errorS);
        double wakesAtS = simulation.world.nowS() + seconds;
        simulation.run(seconds);
        assertEquals(wakesAtS, simulation.world.nowS(), 1.001, "it does nothing while it sleeps");
        while (simulation.world.nowS() < wakesAtS + SOON_S) {
            simulation.run(0.5);
            ClockSnapshot clock = simulation.clockSnapshot();
            double trueS = Math.abs(simulation.clock.errorS());
            assertTrue(
                    clock.errorBoundS() == null || trueS <= clock.errorBoundS(),
                    () -> "off by " + trueS + " s, said to be " + clock.errorBoundS());
            assertEquals(clock.synchronised(), simulation.clock.state().leap() != LeapIndicator.UNSYNCHRONISED);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 0.4", "10, -0.002", "3600, -0.9", "3600, 0.003", "259200, 2.5", "259200, -0.3"})
    void clockIsRightSoonAfterTheMachineWakes(double seconds, double errorS) throws Exception {
        try (SimulatedDaemon simulation = laptop(STEADY)) {
            long steps = simulation.clockSnapshot().steps();

            sleep(simulation, seconds, errorS);

            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(1, clock.suspends());
            assertEquals(seconds, clock.lastSuspendS(), 1e-9);
            assertEquals(0, clock.foreignSteps(), "nobody else has set it");
            assertTrue(clock.synchronised());
            assertEquals(0, simulation.clock.errorS(), 2e-3);
            assertEquals(steps + (Math.abs(errorS) > 0.128 ? 1 : 0), clock.steps());
            assertEquals(-PPM, clock.frequencyPpm(), 0.5, "what was known of the oscillator is still known");
            simulation.run(600);
            assertEquals(0, simulation.clock.errorS(), 3e-4);
        }
    }

    @Test
    void untilTheFirstSampleNothingIsPromised() throws Exception {
        try (SimulatedDaemon simulation = laptop(STEADY)) {
            simulation.clock.suspend(3600, 0.5);
            simulation.run(3600);

            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(1, clock.suspends());
            assertFalse(clock.synchronised());
            assertEquals(SteeringState.UNSYNCHRONISED, clock.steering().state());
            assertEquals("the first samples of every source", clock.waitingFor());
            assertNull(clock.errorBoundS());
            assertNull(clock.offsetS());
            assertEquals(16, clock.stratum());
            assertEquals(LeapIndicator.UNSYNCHRONISED, simulation.clock.state().leap());
            assertEquals(0, simulation.source(0).samples());
        }
    }

    @Test
    void sourcesAreAskedInABurstAtOnceWhateverTheirIntervalWas() throws Exception {
        try (SimulatedDaemon simulation = laptop(STEADY)) {
            simulation.run(20_000);
            assertTrue(simulation.source(0).pollS() >= 64, simulation.source(0).pollS() + " s");
            long sent = simulation.source(0).sent();

            sleep(simulation, 3600, 0.2);

            assertEquals(sent + 4, simulation.source(0).sent());
            assertEquals(16, simulation.source(0).pollS());
        }
    }

    @Test
    void aRequestThatWasUnderWayIsForgotten() throws Exception {
        try (SimulatedDaemon simulation = laptop(STEADY)) {
            long sent = simulation.source(0).sent();
            while (simulation.source(0).sent() == sent) {
                simulation.run(0.001);
            }
            sleep(simulation, 5, -0.4);

            assertEquals(0, simulation.clock.errorS(), 2e-3);
            assertTrue(simulation.source(0).rejected().isEmpty());
        }
    }

    static Stream<ClockQuirks> systems() {
        return Stream.of(ClockQuirks.NONE, ClockQuirks.MACOS);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void wanderingOscillatorIsFollowedOverADayOfSleep(ClockQuirks system) throws Exception {
        Signal walk = Oscillators.constant(Frequency.ofPpm(PPM));
        double[] warm = {0};
        try (SimulatedDaemon simulation = laptop(second -> walk.next(second) + warm[0])) {
            simulation.clock.setQuirks(system);
            warm[0] = 3e-6;

            sleep(simulation, 86_400, 0.6);

            assertEquals(0, simulation.clock.errorS(), 2e-3);
            simulation.run(900);
            assertEquals(0, simulation.clock.errorS(), 5e-4);
            assertEquals(-PPM - 3, simulation.clockSnapshot().frequencyPpm(), 0.5);
        }
    }

    /** As FreeBSD: what the clock shows is all there is. */
    @Test
    void whereTheSystemDoesNotTellTheClockSeemsToBeSetBySomebody() throws Exception {
        try (SimulatedDaemon simulation = laptop(STEADY)) {
            simulation.clock.setQuirks(ClockQuirks.FREEBSD);
            simulation.run(60);

            sleep(simulation, 3600, 0.4);

            assertEquals(0, simulation.clockSnapshot().suspends());
            assertEquals(1, simulation.clockSnapshot().foreignSteps());
            assertEquals(0, simulation.clock.errorS(), 2e-3);
        }
    }

    @Test
    void standInGoesOnOverASuspend() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.standIn();
            simulation.followOneServer();
            simulation.run(600);

            simulation.clock.suspend(3600, 0.05);
            simulation.run(3600);

            assertEquals(1, simulation.clockSnapshot().suspends());
            assertEquals(0.05, simulation.errorS(), 1e-3);
            simulation.run(120);
            assertEquals(0, simulation.errorS(), 1e-3);
        }
    }

    /** Each waking is a start: what its steps add up to is no reason to panic, but each is held to the limit of a start. */
    @Test
    void panicThresholdsHoldAsAfterAStart() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            DisciplineParameters usual = simulation.discipline;
            simulation.discipline = new DisciplineParameters(
                    usual.stepThresholdS(),
                    usual.stepLimit(),
                    usual.maximumSlew(),
                    usual.maximumDrift(),
                    usual.stability(),
                    usual.maximumErrorS(),
                    new PanicThresholds(new PanicThresholds.Limit(10, 10), new PanicThresholds.Limit(0.5, 0.5), 3));
            simulation.followOneServer();
            simulation.run(300);
            for (int i = 0; i < 5; i++) {
                sleep(simulation, 600, 2);
                assertTrue(simulation.clockSnapshot().synchronised());
                assertEquals(0, simulation.clock.errorS(), 2e-3);
            }

            sleep(simulation, 600, -11);

            assertEquals(
                    SteeringState.PANIC, simulation.clockSnapshot().steering().state());
            assertEquals(-11, simulation.clock.errorS(), 0.01);
        }
    }

    @ParameterizedTest
    @EnumSource(LeapMode.class)
    void leapSecondWhileTheMachineSleepsIsMadeUpForByMeasuring(LeapMode mode) throws Exception {
        long startNs = Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;
        try (SimulatedDaemon simulation = new SimulatedDaemon(startNs, STEADY, 0)) {
            simulation.leapMode = mode;
            simulation.addServer(0, 1e-4);
            simulation.useServers(4, 10, true);
            simulation.leapToday(LeapIndicator.INSERT, 7200);
            simulation.run(6000);

            sleep(simulation, 3600, 0);

            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(0, simulation.clock.errorS(), 2e-3);
            assertEquals(1, clock.steps());
            assertEquals(-1, clock.lastStepS(), 2e-3);
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
            simulation.run(90_000);
            assertEquals(1, simulation.clockSnapshot().steps(), "no second one at the next midnight");
            assertEquals(0, simulation.clock.errorS(), 1e-3);
        }
    }

    @Test
    void leapSecondAfterTheMachineHasWokenIsMade() throws Exception {
        long startNs = Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;
        try (SimulatedDaemon simulation = new SimulatedDaemon(startNs, STEADY, 0)) {
            simulation.followOneServer();
            simulation.leapToday(LeapIndicator.INSERT, 7200);
            simulation.run(3000);

            sleep(simulation, 3600, 0.001);
            assertEquals(LeapIndicator.INSERT, simulation.clock.state().leap());
            simulation.run(900);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(0, simulation.clockSnapshot().steps());
            assertEquals(0, simulation.clockSnapshot().foreignSteps());
        }
    }
}
