package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapLists;
import dev.foliot.discipline.LeapMode;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leap seconds, as the list or the sources have them, made as the configuration says. */
class LeapInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long TWO_HOURS_BEFORE_NS =
            Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final Instant LATER = Instant.parse("2017-06-28T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void theListAnnouncesWhatTheSourcesKeepSilentAboutAndTellsTheKernelOfTai() throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.SYSTEM, LeapLists.untilJanuary2017(LATER))) {
            simulation.leapToday(LeapIndicator.INSERT, 7200);
            simulation.servers.get(0).setProfile(ServerProfile.good());

            simulation.run(7190);
            assertEquals(LeapIndicator.INSERT, simulation.clock.state().leap());
            assertEquals(36, simulation.clock.state().taiOffsetS());
            assertTrue(simulation.clockSnapshot().leapSecond().byList());
            simulation.run(100);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(37, simulation.clock.state().taiOffsetS());
            assertEquals(37, simulation.clockSnapshot().leapSecond().taiOffsetS());
            assertEquals(0, simulation.clockSnapshot().steps());
        }
    }

    /** It would take the second for one that it has to make itself, or the other way round. */
    @ParameterizedTest
    @ValueSource(ints = {7193, 7197, 7200})
    void aDaemonThatStartsAmidALeapSecondWaitsUntilItIsOver(int startS) throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.SYSTEM, "")) {
            simulation.leapToday(LeapIndicator.INSERT, 7201);
            simulation.world.run(startS);
            simulation.run(40);
            assertEquals(0, simulation.clockSnapshot().updates());
            assertEquals(
                    "the leap second to be over", simulation.clockSnapshot().waitingFor());
            simulation.run(100);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
            simulation.run(3600);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertTrue(simulation.clockSnapshot().synchronised());
        }
    }

    /** Of the sources that it has heard, one on the day before, the daemon hears no more. */
    @ParameterizedTest
    @EnumSource(LeapMode.class)
    void inHoldoverTheLeapSecondIsMadeAllTheSame(LeapMode mode) throws Exception {
        try (SimulatedDaemon simulation =
                start(mode, LeapLists.untilJanuary2017(LATER), TWO_HOURS_BEFORE_NS - DAY_NS)) {
            makeLeapInHoldover(simulation, ServerProfile.good(), mode);
            assertEquals(37, simulation.clock.state().taiOffsetS());
        }
    }

    @Test
    void inHoldoverTheAnnouncementOfTheDayBeforeHolds() throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.SYSTEM, "", TWO_HOURS_BEFORE_NS - DAY_NS)) {
            makeLeapInHoldover(simulation, ServerProfile.good().withLeap(LeapIndicator.INSERT), LeapMode.SYSTEM);
        }
    }

    private static void makeLeapInHoldover(SimulatedDaemon simulation, ServerProfile profile, LeapMode mode)
            throws Exception {
        simulation.servers.get(0).setProfile(profile);
        simulation.run(3600);
        simulation.servers.get(0).setProfile(ServerProfile.silent());
        simulation.run(7200);
        simulation.world.leapToday(LeapIndicator.INSERT);
        simulation.run(86_400 + 7200 - 3600 - 7200 - 10);
        assertEquals(
                SteeringState.HOLDOVER, simulation.clockSnapshot().steering().state());
        assertEquals(
                mode == LeapMode.SYSTEM ? LeapIndicator.INSERT : LeapIndicator.NONE,
                simulation.clock.state().leap());
        simulation.run(15);
        double offS = mode == LeapMode.SYSTEM || mode == LeapMode.STEP ? 0 : 1;
        assertEquals(offS, simulation.clock.errorS(), 0.02);
        simulation.run(3600);
        assertEquals(mode == LeapMode.IGNORE ? 1 : 0, simulation.clock.errorS(), 0.02);
        assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
        assertEquals(0, simulation.clockSnapshot().foreignSteps());
    }

    @Test
    void aSourceThatAnnouncesWhatTheListDoesNotHaveIsNotBelieved() throws Exception {
        String list = LeapLists.list(LATER, "2012-07-01 35", "2015-07-01 36");
        try (SimulatedDaemon simulation = start(LeapMode.SYSTEM, list)) {
            simulation.servers.get(0).setProfile(ServerProfile.good().withLeap(LeapIndicator.INSERT));

            simulation.run(7190);
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
            assertEquals(LeapIndicator.NONE, simulation.clockSnapshot().leap());
            simulation.run(100);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"expired", "damaged", "missing"})
    void withoutAListThatCanBeUsedTheSourcesAnnounce(String fault) throws Exception {
        Instant expiry = fault.equals("expired") ? Instant.parse("2016-12-28T00:00:00Z") : LATER;
        String list = LeapLists.list(expiry, "2012-07-01 35", "2015-07-01 36");
        try (SimulatedDaemon simulation =
                start(LeapMode.SYSTEM, fault.equals("damaged") ? list.replace("36", "37") : list)) {
            if (fault.equals("missing")) {
                Files.delete(directory.resolve("leap-seconds.list"));
            }
            simulation.leapToday(LeapIndicator.INSERT, 7200);

            simulation.run(7190);
            assertEquals(LeapIndicator.INSERT, simulation.clock.state().leap());
            assertFalse(simulation.clockSnapshot().leapSecond().byList());
            assertEquals(0, simulation.clock.state().taiOffsetS(), "not known for sure");
        }
    }

    /** On a clock that could make the leap second by itself. */
    @ParameterizedTest
    @EnumSource(
            value = LeapIndicator.class,
            names = {"INSERT", "DELETE"})
    void inModeStepTheDaemonStepsAndTheKernelIsNotTold(LeapIndicator leap) throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.STEP, "")) {
            simulation.leapToday(leap, leap == LeapIndicator.INSERT ? 7200 : 7199);

            simulation.run(7190);
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
            assertEquals(leap, simulation.clockSnapshot().leap());
            simulation.run(30);

            assertEquals(0, simulation.clock.errorS(), 1e-3);
            assertEquals(1, simulation.clockSnapshot().steps());
            assertEquals(0, simulation.clockSnapshot().foreignSteps());
        }
    }

    /** Also where steps are allowed at any time, and with a bound that knows of the second. */
    @ParameterizedTest
    @EnumSource(
            value = LeapIndicator.class,
            names = {"INSERT", "DELETE"})
    void inModeSlewTheClockIsASecondOffAndComesRightWithoutAStep(LeapIndicator leap) throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.SLEW, "")) {
            simulation.discipline = DisciplineParameters.DEFAULT.withSteps(0.128, -1);
            simulation.leapToday(leap, leap == LeapIndicator.INSERT ? 7200 : 7199);
            double off = leap == LeapIndicator.INSERT ? 1 : -1;

            simulation.run(7190);
            assertEquals(0, simulation.clock.errorS(), 1e-3);
            simulation.run(12);
            assertEquals(off, simulation.clock.errorS(), 0.01);
            for (int i = 0; i < 2100; i++) {
                simulation.run(1);
                double boundS = simulation.clockSnapshot().errorBoundS();
                assertTrue(Math.abs(simulation.clock.errorS()) <= boundS, () -> "bound " + boundS);
            }
            assertEquals(0, simulation.clock.errorS(), 5e-3);
            ClockSnapshot clock = simulation.clockSnapshot();
            assertEquals(0, clock.steps());
            assertEquals(0, clock.foreignSteps());
            assertTrue(clock.synchronised());
        }
    }

    @Test
    void inModeIgnoreNothingHappensAtMidnightAndTheClockFollowsItsSourcesLater() throws Exception {
        try (SimulatedDaemon simulation = start(LeapMode.IGNORE, "")) {
            simulation.leapToday(LeapIndicator.INSERT, 7200);

            simulation.run(7190);
            assertEquals(LeapIndicator.NONE, simulation.clock.state().leap());
            simulation.run(11);
            assertEquals(1, simulation.clock.errorS(), 0.01);
            assertEquals(0, simulation.clockSnapshot().steps());
            simulation.run(6000);
            assertEquals(0, simulation.clock.errorS(), 5e-3);
        }
    }

    private SimulatedDaemon start(LeapMode mode, String list) throws IOException {
        return start(mode, list, TWO_HOURS_BEFORE_NS);
    }

    private SimulatedDaemon start(LeapMode mode, String list, long startNs) throws IOException {
        SimulatedDaemon simulation = new SimulatedDaemon(startNs, STEADY, -0.05);
        Path path = directory.resolve("leap-seconds.list");
        Files.writeString(path, list);
        simulation.leapMode = mode;
        simulation.leapSecondsList = list.isEmpty() ? Optional.empty() : Optional.of(path);
        simulation.addServer(0, 1e-4);
        simulation.useServers(4, 4, true);
        return simulation;
    }
}
