package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.selection.SourceRole;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.simulation.SimulatedNtsServer;
import dev.foliot.time.Frequency;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources whose keys are agreed on first: what becomes of them when exchanges, keys or servers fail. */
class NtsInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long DAY_S = 86_400;
    private static final long START_S = SimulatedDaemon.START_UTC_NS / 1_000_000_000L;
    private static final ValidityPeriod VALID = ValidityPeriod.ofSeconds(START_S - 30 * DAY_S, START_S + 60 * DAY_S);

    @Test
    void aSourceIsAskedUnderItsKeysAndFollowed() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            SimulatedNtsServer keys = addNtsServer(simulation);

            simulation.run(600);

            assertSynchronised(simulation);
            assertEquals(1, keys.exchanges());
            SourceSnapshot source = simulation.source(0);
            assertTrue(source.nts().keyed());
            assertEquals("192.0.2.1:4460", source.nts().keyServer());
            assertEquals(VALID.untilUtcNs(), source.nts().certificatesUntilUtcNs());
            assertNull(source.nts().lastFailure());
        }
    }

    @Test
    void aServerThatAgreesOnNoKeysIsNeverAskedForTheTime() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            keys.refuse(Optional.of("it speaks TLS 1.2 alone"));

            simulation.run(3600);

            SourceSnapshot source = simulation.source(0);
            assertEquals(SourceRole.NO_KEYS, source.role());
            assertEquals("it speaks TLS 1.2 alone", source.nts().lastFailure());
            assertEquals(0, source.sent());
            assertEquals(0, simulation.datagramsSent(), "nothing has left unprotected");
            assertEquals(-0.5, simulation.errorS(), 0.1, "not steered by it");
            assertTrue(keys.exchanges() > 5 && keys.exchanges() < 15, () -> keys.exchanges() + " exchanges");
            assertTrue(simulation.clockSnapshot().waitingFor().startsWith("keys to be agreed on with 192.0.2.1"));

            keys.refuse(Optional.empty());
            simulation.run(3600);
            assertSynchronised(simulation);
        }
    }

    @Test
    void forgedRepliesAreCountedAndBelievedByNobody() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(600);
            keys.setForged(true);
            simulation.setServer(0, 5);

            simulation.run(3600);

            assertTrue(simulation.source(0).rejected().get("nts_not_authentic") > 20);
            assertEquals(0, simulation.errorS(), 0.1);
            keys.setForged(false);
            simulation.setServer(0, -5);
            simulation.run(3600);
            assertSynchronised(simulation);
        }
    }

    @Test
    void aServerThatHasLostItsKeysIsGivenOthersAndWhatIsKnownOfItStays() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(3600);
            int samples = simulation.source(0).samples();
            long received = simulation.source(0).received();
            keys.forgetKeys();

            simulation.run(60);

            assertEquals(2, keys.exchanges());
            assertEquals(1, simulation.source(0).rejected().get("nts_nak"));
            assertTrue(simulation.source(0).received() > received);
            assertTrue(simulation.source(0).samples() >= samples, "nothing was forgotten");
            assertSynchronised(simulation);
        }
    }

    /** Anybody can forge a NAK; what the server says under its keys is worth more. */
    @Test
    void anAuthenticReplyTakesBackWhatANakHasAskedFor() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            keys.setNaksForged(true);
            simulation.run(3);
            assertEquals(2, simulation.source(0).rejected().get("nts_nak"));
            keys.setNaksForged(false);

            simulation.run(600);

            assertEquals(1, keys.exchanges());
            assertSynchronised(simulation);
        }
    }

    /** The server may have forgotten its own meanwhile. */
    @Test
    void keysThatWereKeptAndAreRefusedCostNoMoreThanAFewSeconds() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -0.5)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            keys.setKeysAgeNs(3600 * 1_000_000_000L);
            keys.setNaksForged(true);
            simulation.run(1);
            assertEquals(1, simulation.source(0).rejected().get("nts_nak"));
            keys.forgetKeys();
            keys.setNaksForged(false);
            keys.setKeysAgeNs(0);

            simulation.run(11);

            assertEquals(2, keys.exchanges());
            assertSynchronised(simulation);
        }
    }

    @Test
    void keysThatWereKeptAreReplacedWhenTheyAreFourWeeksOldInAll() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            keys.setKeysAgeNs((28 * DAY_S - 3600) * 1_000_000_000L);
            simulation.run(1800);
            assertEquals(1, keys.exchanges());
            keys.setKeysAgeNs(0);

            simulation.run(3600);

            assertEquals(2, keys.exchanges());
            assertSynchronised(simulation);
        }
    }

    @Test
    void keysInThePlaceOfOthersAreNotLogged() throws Exception {
        Logger logger = Logger.getLogger(KeyNegotiations.class.getName());
        List<Level> logged = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(line.getLevel());
            }
        };
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(600);
            for (int i = 0; i < 3; i++) {
                keys.forgetKeys();
                simulation.run(600);
            }
            assertEquals(4, keys.exchanges());
            assertEquals(List.of(Level.INFO, Level.FINE, Level.FINE, Level.FINE), logged);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
    }

    @Test
    void oldKeysAreTriedOnUntilThereAreNewOnes() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(600);
            long sent = simulation.source(0).sent();
            keys.forgetKeys();
            keys.refuse(Optional.of("busy"));

            simulation.run(100);

            assertTrue(simulation.source(0).sent() >= sent + 5, "asked on under the old keys");
            assertEquals("busy", simulation.source(0).nts().lastFailure());
            keys.refuse(Optional.empty());
            simulation.run(600);
            assertSynchronised(simulation);
            assertNull(simulation.source(0).nts().lastFailure());
        }
    }

    @Test
    void aSourceWithoutCookiesGetsNewKeys() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(600);
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.run(600);
            assertTrue(keys.exchanges() > 1, "no cookie comes back from a server that is silent");
            simulation.servers.get(0).setProfile(ServerProfile.good());

            simulation.run(1800);

            assertSynchronised(simulation);
        }
    }

    @Test
    void aServerOfAPoolThatAgreesOnNothingIsReplacedByAnother() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            for (int i = 0; i < 3; i++) {
                simulation.addServer(0, 1e-4);
                SimulatedNtsServer keys = simulation.addKeyServer(i, VALID);
                keys.refuse(i == 0 ? Optional.of("full") : Optional.empty());
            }
            simulation.names.define(
                    "pool.example",
                    SimulatedDaemon.address("192.0.2.1"),
                    SimulatedDaemon.address("192.0.2.2"),
                    SimulatedDaemon.address("192.0.2.3"));
            simulation.addNtsSource(Mode.NTS_POOL, "pool.example", 2);

            simulation.run(300);

            assertSynchronised(simulation);
            assertEquals("192.0.2.2:123", simulation.source(0).address());
            assertEquals("192.0.2.3:123", simulation.source(1).address());
        }
    }

    @Test
    void aServerOfAPoolThatIsDeadIsReplacedByAnother() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            for (int i = 0; i < 2; i++) {
                simulation.addServer(0, 1e-4);
                simulation.addKeyServer(i, VALID);
            }
            simulation.names.define(
                    "nts.example", SimulatedDaemon.address("192.0.2.1"), SimulatedDaemon.address("192.0.2.2"));
            simulation.addNtsSource(Mode.NTS, "nts.example", 1);
            simulation.run(300);
            assertEquals("192.0.2.1:123", simulation.source(0).address());
            simulation.servers.get(0).setProfile(ServerProfile.silent());

            simulation.run(300);

            assertEquals("192.0.2.2:123", simulation.source(0).address());
            assertSynchronised(simulation);
        }
    }

    @Test
    void anExpiredCertificateIsNotBelievedOnceTheTimeIsKnown() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            SimulatedNtsServer keys = addNtsServer(simulation);
            simulation.run(600);
            keys.forgetKeys();
            keys.setCertificates(ValidityPeriod.ofSeconds(START_S - 60 * DAY_S, START_S - DAY_S));

            simulation.run(600);

            assertNotNull(simulation.source(0).nts().lastFailure());
            assertFalse(simulation.source(0).nts().lastFailure().isEmpty());
            assertEquals(0, simulation.source(0).reach());
        }
    }

    /** A plain source may have told them, and anybody may have forged that. */
    @Test
    void samplesThatWereNotAuthenticatedAreNotTakenForThoseThatAre(@TempDir Path directory) throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            simulation.historyFile = Optional.of(directory.resolve("history"));
            simulation.followOneServer();
            simulation.run(600);
            simulation.endDaemon();
            simulation.forgetSources();
            simulation.addNtsSource(Mode.NTS, "192.0.2.1", 1);
            simulation.addKeyServer(0, VALID);
            simulation.run(2);
            assertEquals(1, simulation.source(0).samples());

            simulation.run(600);
            simulation.endDaemon();
            simulation.run(2);
            assertTrue(simulation.source(0).samples() > 20, "its own samples are");
        }
    }

    private static SimulatedNtsServer addNtsServer(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.addNtsSource(Mode.NTS, "192.0.2." + simulation.servers.size(), 1);
        return simulation.addKeyServer(simulation.servers.size() - 1, VALID);
    }

    private static void assertSynchronised(SimulatedDaemon simulation) {
        assertEquals(
                SteeringState.SYNCHRONISED,
                simulation.clockSnapshot().steering().state());
        assertEquals(0, simulation.errorS(), 1e-2);
    }
}
