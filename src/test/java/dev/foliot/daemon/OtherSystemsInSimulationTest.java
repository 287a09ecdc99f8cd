package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The daemon from end to end, on clocks with the ways of other systems than Linux. */
class OtherSystemsInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long NS_PER_S = 1_000_000_000L;
    private static final int POLL_S = 16;

    static Stream<ClockQuirks> systems() {
        return Stream.of(ClockQuirks.NONE, ClockQuirks.FREEBSD, ClockQuirks.MACOS);
    }

    /** Each slew begins and ends up to a second late: taken for prompt, 100 ppm of it would cost 100 us. */
    @ParameterizedTest
    @MethodSource("systems")
    void frequencyThatActsLateIsAccountedForFromThenOn(ClockQuirks system) throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.05)) {
            simulation.clock.setQuirks(system);
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-5);
            }
            simulation.useServers(4, 4, true);

            simulation.run(120);
            double worstS = 0;
            for (int i = 0; i < 600; i++) {
                simulation.run(1);
                worstS = Math.max(worstS, Math.abs(simulation.clock.errorS()));
            }
            System.out.printf("%s: worst error %.1f us%n", system.frequencyOnset(), worstS * 1e6);
            assertEquals(0, worstS, 20e-6);
        }
    }

    /**
     * As on macOS, where the clock itself is disciplined. Wherever the second is, in one of these runs an estimate falls
     * into it; the server goes on announcing it for a minute after.
     */
    @ParameterizedTest
    @EnumSource(names = {"INSERT", "DELETE"})
    void kernelThatDropsLeapWarningsIsSteppedOnceInItsPlace(LeapIndicator leap) throws Exception {
        Instant midnight = Instant.parse("2017-01-01T00:00:00Z");
        for (int beforeS = 1200; beforeS < 1200 + POLL_S; beforeS++) {
            long startNs = midnight.minusSeconds(beforeS).getEpochSecond() * NS_PER_S;
            try (SimulatedDaemon simulation = new SimulatedDaemon(startNs, STEADY, -0.05)) {
                simulation.clock.setQuirks(ClockQuirks.MACOS);
                simulation.followOneServer();
                simulation.leapToday(leap, beforeS + 60);

                simulation.run(beforeS - 10);
                assertEquals(LeapIndicator.NONE, simulation.clock.state().leap(), "the kernel does not know");
                assertEquals(leap, simulation.daemon().snapshotNow().clock().leap(), "the daemon does");
                simulation.run(30);

                String run = "started " + beforeS + " s before midnight";
                assertEquals(0, simulation.errorS(), 1e-3, run);
                ClockSnapshot clock = simulation.daemon().snapshotNow().clock();
                assertEquals(1, clock.steps(), run);
                assertEquals(leap == LeapIndicator.INSERT ? -1 : 1, clock.lastStepS(), 2e-6, run);
                assertEquals(0, clock.foreignSteps(), run);
            }
        }
    }
}
