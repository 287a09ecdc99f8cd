package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.discipline.LeapMode;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.ReferenceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the daemon tells clients of its clock, over what may become of that. */
class ServedStateInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long TWO_HOURS_BEFORE_LEAP_NS =
            Instant.parse("2016-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L;

    /** The resolution of root delay. */
    private static final double ROUNDING_S = 2.0 / (1 << 16);

    @Test
    void beforeTheFirstSynchronisationItClaimsNothing() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.followOneServer();
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(60);
            ServerState served = simulation.served;
            assertEquals(LeapIndicator.UNSYNCHRONISED, served.leap());
            assertEquals(0, served.stratum());
            assertEquals(KissCode.INIT.referenceId(), served.referenceId());
        }
    }

    @Test
    void synchronisedItNamesItsSourceAndItsErrorBound() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.followOneServer();
            simulation.run(1000);
            ServerState served = simulation.served;
            assertEquals(LeapIndicator.NONE, served.leap());
            assertEquals(simulation.clockSnapshot().stratum(), served.stratum());
            assertEquals(
                    ReferenceId.ofAddress(SimulatedDaemon.address("192.0.2.1")).value(), served.referenceId());
            assertEquals(simulation.daemon().errorBoundS(), boundS(served), ROUNDING_S);
            ClockSnapshot shown = simulation.clockSnapshot();
            assertEquals(shown.errorBoundS(), shown.rootDelayS() / 2 + shown.rootDispersionS(), 1e-9);
            assertEquals(served.rootDispersionS(), shown.rootDispersionS(), ROUNDING_S);
            assertTrue(Math.abs(simulation.errorS()) <= boundS(served));
            long agoNs = simulation.clock.read().utcNs()
                    - NtpTimestamp.toUnixNs(served.referenceTimestamp(), SimulatedDaemon.START_UTC_NS);
            assertTrue(agoNs >= 0 && agoNs <= 20_000_000_000L, () -> "updated " + agoNs + " ns ago");
        }
    }

    /** They have not declared that the two ways are alike. */
    @Test
    void clientsAreToldOfTheWholeRoundTrip() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.addServer(0, 1e-4);
            simulation.useServer(0, new SelectionOptions(false, false, false, false, 0.01));
            simulation.run(1000);
            double roundTripS = NtpShort.toSeconds(simulation.served.rootDelay());
            assertTrue(roundTripS >= 1e-2, () -> roundTripS + " s");
            assertTrue(simulation.daemon().errorBoundS() < roundTripS / 4);
            assertTrue(boundS(simulation.served) >= roundTripS / 2);
        }
    }

    @Test
    void inHoldoverItsBoundGrowsAndItsReferenceStays() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.followOneServer();
            simulation.run(1000);
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(3600);
            ServerState early = simulation.served;
            simulation.run(36_000);
            ServerState late = simulation.served;
            assertEquals(LeapIndicator.NONE, late.leap());
            assertEquals(early.stratum(), late.stratum());
            assertEquals(early.referenceId(), late.referenceId());
            assertTrue(boundS(late) > 2 * boundS(early), () -> boundS(early) + " s, then " + boundS(late) + " s");
            assertTrue(Math.abs(simulation.errorS()) <= boundS(late));
            assertTrue(late.dispersionRate() > 0);
        }
    }

    @Test
    void localStratumIsClaimedOnlyWhileNothingBetterIsKnown() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.server = ServerParameters.NONE.withLocalStratum(10);
            simulation.followOneServer();
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(60);
            assertEquals(10, simulation.served.stratum());
            assertEquals(LeapIndicator.NONE, simulation.served.leap());
            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(600);
            assertEquals(simulation.clockSnapshot().stratum(), simulation.served.stratum());
            assertTrue(simulation.served.stratum() < 10);
        }
    }

    @Test
    void inAPanicItClaimsNothing() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.followOneServer();
            simulation.run(600);
            simulation.setServer(0, 20_000);
            simulation.run(3600);
            assertEquals(LeapIndicator.UNSYNCHRONISED, simulation.served.leap());
            assertEquals(0, simulation.served.stratum());
        }
    }

    @Test
    void whoeverMovesTheClockItIsTold() throws Exception {
        try (SimulatedDaemon simulation = serving(SimulatedDaemon.START_UTC_NS)) {
            simulation.followOneServer();
            simulation.run(600);
            long jumps = simulation.served.jumps();
            simulation.clock.step(50_000_000);
            simulation.run(600);
            assertEquals(0, simulation.clockSnapshot().steps(), "by somebody else");
            assertEquals(jumps + 1, simulation.served.jumps());
        }
    }

    /** Simple clients hand what they are told to the kernel, which makes the second at the end of the same day. */
    @Test
    void aLeapSecondIsAnnouncedOnItsDayAlone() throws Exception {
        try (SimulatedDaemon simulation = serving(TWO_HOURS_BEFORE_LEAP_NS - 86_400_000_000_000L)) {
            simulation.followOneServer();
            simulation.servers.get(0).setProfile(ServerProfile.good().withLeap(LeapIndicator.INSERT));
            simulation.run(600);
            assertEquals(LeapIndicator.NONE, simulation.served.leap());
            simulation.run(2 * 3600);
            assertEquals(LeapIndicator.INSERT, simulation.served.leap());
        }
    }

    /** Where the second is slewed away the clock is wrong by a second at first, and must say so. */
    @ParameterizedTest
    @EnumSource(
            value = LeapMode.class,
            names = {"SYSTEM", "STEP", "SLEW"})
    void aLeapSecondIsAnnouncedUntilItIsMadeAndTheBoundHoldsAllThrough(LeapMode mode) throws Exception {
        try (SimulatedDaemon simulation = serving(TWO_HOURS_BEFORE_LEAP_NS)) {
            simulation.leapMode = mode;
            simulation.followOneServer();
            simulation.leapToday(LeapIndicator.INSERT, 7201);
            simulation.run(3600);
            assertEquals(LeapIndicator.INSERT, simulation.served.leap());
            simulation.run(3590);
            assertEquals(LeapIndicator.INSERT, simulation.served.leap());
            long jumps = simulation.served.jumps();
            simulation.run(12);
            assertEquals(LeapIndicator.NONE, simulation.served.leap());
            assertEquals(jumps + (mode == LeapMode.SLEW ? 0 : 1), simulation.served.jumps());
            for (int i = 0; i < 300; i++) {
                double errorS = Math.abs(simulation.errorS());
                double boundS = boundS(simulation.served);
                assertTrue(
                        simulation.served.stratum() == 0 || errorS <= boundS,
                        () -> "off by " + errorS + " s, said " + boundS + " s");
                simulation.run(10);
            }
        }
    }

    private static SimulatedDaemon serving(long startUtcNs) {
        SimulatedDaemon simulation = new SimulatedDaemon(startUtcNs, STEADY, -0.05);
        simulation.serves = true;
        return simulation;
    }

    /** What clients take for the bound (RFC 5905, section 11.2.3). */
    private static double boundS(ServerState served) {
        return NtpShort.toSeconds(served.rootDelay()) / 2 + served.rootDispersionS();
    }
}
