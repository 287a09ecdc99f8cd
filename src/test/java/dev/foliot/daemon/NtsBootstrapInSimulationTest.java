package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.observability.SteeringState;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.selection.SourceRole;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.Signal;
import dev.foliot.simulation.SimulatedNtsServer;
import dev.foliot.time.Frequency;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What time it is, found out from servers whose certificates cannot be checked before it is known: by a machine whose clock
 * may say anything, on a network where some lie.
 */
class NtsBootstrapInSimulationTest {
    private static final Signal STEADY = Oscillators.constant(Frequency.ofPpm(10));
    private static final long DAY_S = 86_400;
    private static final long YEAR_S = 365 * DAY_S;
    private static final long START_S = SimulatedDaemon.START_UTC_NS / 1_000_000_000L;
    private static final ValidityPeriod VALID = around(0);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.5, -3600, -START_S, 3600})
    void whateverAClockSaysItIsSetRight(double offsetS) throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, offsetS)) {
            addNtsServers(simulation, 3);

            simulation.run(30);

            assertRight(simulation);
        }
    }

    @Test
    void aClockThatIsYearsAheadIsLeftToAPersonUnlessTheStartupThresholdAllowsIt() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 14 * YEAR_S)) {
            addNtsServers(simulation, 3);
            simulation.run(30);
            assertEquals(
                    SteeringState.PANIC, simulation.clockSnapshot().steering().state());
            assertEquals(14 * YEAR_S, simulation.errorS(), 1);
        }
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 14 * YEAR_S)) {
            simulation.discipline = withoutPanic();
            addNtsServers(simulation, 3);
            simulation.run(30);
            assertRight(simulation);
        }
    }

    /** Its key was stolen long ago, and it says a time at which the certificate was still valid. */
    @Test
    void aLiarWithAnOldCertificateIsOutvotedAndNotBelievedAnyMore() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -START_S)) {
            simulation.builtUtcNs = 0;
            List<SimulatedNtsServer> keys = addNtsServers(simulation, 3);
            turnOld(simulation, 0, keys.get(0));

            simulation.run(120);

            assertRight(simulation);
            SourceSnapshot liar = withoutKeys(simulation);
            assertEquals("192.0.2.1:4460", liar.address());
            assertEquals("its certificate is not valid at this time", liar.nts().lastFailure());
            assertTrue(keys.get(0).exchanges() > 1, "it was asked for another certificate");
            assertEquals(1, keys.get(1).exchanges());
        }
    }

    @Test
    void aServerThatHasAnotherCertificateByThenIsUsedAgain() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -START_S)) {
            simulation.builtUtcNs = 0;
            List<SimulatedNtsServer> keys = addNtsServers(simulation, 3);
            turnOld(simulation, 0, keys.get(0));
            simulation.world.after(8, () -> keys.get(0).setCertificates(VALID));
            simulation.run(5);
            simulation.setServer(0, YEAR_S);

            simulation.run(300);

            assertRight(simulation);
            assertEquals(
                    3,
                    simulation.daemon().snapshotNow().sources().stream()
                            .filter(source -> source.nts().keyed())
                            .count());
        }
    }

    @Test
    void aMajorityOfLiarsWithOldCertificatesIsNotBelievedSinceTheirTimeIsPast() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -START_S)) {
            List<SimulatedNtsServer> keys = addNtsServers(simulation, 3);
            for (int i = 0; i < 3; i++) {
                turnOld(simulation, i, keys.get(i));
            }

            simulation.run(600);

            assertNotSet(simulation);
            assertEquals(SourceRole.IMPOSSIBLE_TIME, simulation.source(0).role());
            assertEquals(
                    "2 authenticated sources that agree on what time it is; 0 of 3 do",
                    simulation.clockSnapshot().waitingFor());
        }
    }

    /** Its time is later than the program; what is known from the run before is later still. */
    @Test
    void noTimeIsBelievedThatIsBeforeWhatTheRunBeforeKnew() throws Exception {
        Path drift = directory.resolve("drift");
        Files.writeString(drift, "10 0.5 " + (START_S - 10 * DAY_S));
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -START_S)) {
            simulation.driftFile = Optional.of(drift);
            simulation.builtUtcNs = SimulatedDaemon.START_UTC_NS - 40 * DAY_S * 1_000_000_000L;
            addNtsServers(simulation, 1);
            simulation.setServer(0, -20 * DAY_S);

            simulation.run(300);
            assertNotSet(simulation);

            simulation.setServer(0, 20 * DAY_S);
            simulation.run(600);
            assertRight(simulation);
            simulation.daemon().finish();
            String[] saved = Files.readString(drift).strip().split(" ");
            assertEquals(START_S + 900.0, Double.parseDouble(saved[2]), 40, "the next run knows that time");
        }
    }

    @Test
    void aServerWhoseTimeIsOutsideItsCertificateHasNoSay() throws Exception {
        Logger logger = Logger.getLogger(StateLog.class.getName());
        List<String> logged = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }
        };
        logger.addHandler(handler);
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            addNtsServers(simulation, 1);
            simulation.setServer(0, YEAR_S);

            simulation.run(300);

            assertNotSet(simulation);
            assertEquals(SourceRole.IMPOSSIBLE_TIME, simulation.source(0).role());
            assertEquals(
                    "an authenticated source whose time is possible",
                    simulation.clockSnapshot().waitingFor());
            assertEquals(
                    List.of(
                            "192.0.2.1 (192.0.2.1:123): says a time outside its certificates, or before the last known"),
                    logged,
                    "once");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void oneServerAloneIsBelievedWithinItsCertificate() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -START_S)) {
            addNtsServers(simulation, 1);
            simulation.run(30);
            assertRight(simulation);
        }
    }

    /** Whoever can keep the others from answering, and has one server, must not decide. */
    @Test
    void aMajorityIsOfThoseConfiguredNotOfThoseThatAnswer() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -100)) {
            List<SimulatedNtsServer> keys = addNtsServers(simulation, 3);
            keys.get(1).refuse(Optional.of("cut off"));
            keys.get(2).refuse(Optional.of("cut off"));

            simulation.run(600);
            assertNotSet(simulation);
            assertEquals(SourceRole.NO_MAJORITY, simulation.source(0).role());

            keys.get(1).refuse(Optional.empty());
            simulation.run(300);
            assertRight(simulation);
        }
    }

    @Test
    void sourcesThatAreNotAuthenticatedHaveNoSayBeforeTheTimeIsKnown() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -100)) {
            SimulatedNtsServer keys = addTrustedNtsServer(simulation);
            keys.refuse(Optional.of("not yet"));
            addLiars(simulation, 4);

            simulation.run(120);
            assertNotSet(simulation);
            assertEquals(SourceRole.NOT_AUTHENTICATED, simulation.source(0).role());

            keys.refuse(Optional.empty());
            simulation.run(300);
            assertRight(simulation);
        }
    }

    @Test
    void oncePlainSourcesHaveASayTheyVoteAsUsual() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -100)) {
            simulation.selection = new SelectionParameters(3, 1.5);
            addNtsServers(simulation, 1);
            for (int i = 1; i <= 2; i++) {
                simulation.addServer(0, 1e-4);
                simulation.addSource(Mode.SERVER, "192.0.2." + (i + 1), 1, 4, 4, true);
            }
            simulation.run(120);
            assertRight(simulation);
            assertTrue(
                    simulation.source(1).role().used(),
                    () -> simulation.source(1).role().explanation());
        }
    }

    @Test
    void aPoolCountsAsManyAsItsNameStandsFor() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, -100)) {
            for (int i = 0; i < 2; i++) {
                simulation.addServer(0, 1e-4);
                simulation.addKeyServer(i, VALID);
            }
            simulation.names.define(
                    "pool.example", SimulatedDaemon.address("192.0.2.1"), SimulatedDaemon.address("192.0.2.2"));
            simulation.addNtsSource(Mode.NTS_POOL, "pool.example", 4);
            simulation.run(30);
            assertRight(simulation);
        }
    }

    @Test
    void afterASuspendTheTimeIsFoundOutAnew() throws Exception {
        try (SimulatedDaemon simulation = new SimulatedDaemon(STEADY, 0)) {
            addTrustedNtsServer(simulation);
            addLiars(simulation, 2);
            simulation.run(300);
            assertRight(simulation);
            simulation.servers.get(0).setProfile(ServerProfile.silent());
            simulation.clock.suspend(3600, -1000);

            simulation.run(3900);
            assertFalse(simulation.clockSnapshot().synchronised());
            assertEquals(SourceRole.NOT_AUTHENTICATED, simulation.source(1).role());

            simulation.servers.get(0).setProfile(ServerProfile.good());
            simulation.run(600);
            assertRight(simulation);
        }
    }

    private static SimulatedNtsServer addTrustedNtsServer(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.addNtsSource(Mode.NTS, "192.0.2.1", 1, new SelectionOptions(false, false, true, true));
        return simulation.addKeyServer(0, VALID);
    }

    /** More sources, which are not authenticated and agree on a wrong time. */
    private static void addLiars(SimulatedDaemon simulation, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            simulation.addServer(50, 1e-4);
            simulation.addSource(Mode.SERVER, "192.0.2." + simulation.servers.size(), 1, 4, 4, true);
        }
    }

    /** As many servers as that, each with a valid certificate and right. */
    private static List<SimulatedNtsServer> addNtsServers(SimulatedDaemon simulation, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            simulation.addServer(0, 1e-4);
            simulation.addNtsSource(Mode.NTS, "192.0.2." + (i + 1), 1);
        }
        return IntStream.range(0, count)
                .mapToObj(i -> simulation.addKeyServer(i, VALID))
                .toList();
    }

    /** Makes a server show a certificate of a year ago, and say the time of then. */
    private static void turnOld(SimulatedDaemon simulation, int index, SimulatedNtsServer keys) throws Exception {
        keys.setCertificates(around(-YEAR_S));
        simulation.setServer(index, -YEAR_S);
    }

    private static ValidityPeriod around(long fromStartS) {
        return ValidityPeriod.ofSeconds(START_S + fromStartS - 30 * DAY_S, START_S + fromStartS + 60 * DAY_S);
    }

    private static SourceSnapshot withoutKeys(SimulatedDaemon simulation) {
        return simulation.daemon().snapshotNow().sources().stream()
                .filter(source -> source.role() == SourceRole.NO_KEYS)
                .findFirst()
                .orElseThrow();
    }

    private static DisciplineParameters withoutPanic() {
        DisciplineParameters usual = DisciplineParameters.DEFAULT.withSteps(0.128, 3);
        return new DisciplineParameters(
                usual.stepThresholdS(),
                usual.stepLimit(),
                usual.maximumSlew(),
                usual.maximumDrift(),
                usual.stability(),
                usual.maximumErrorS(),
                PanicThresholds.NONE);
    }

    private static void assertRight(SimulatedDaemon simulation) {
        assertEquals(
                SteeringState.SYNCHRONISED,
                simulation.clockSnapshot().steering().state());
        assertEquals(0, simulation.errorS(), 1e-2);
    }

    private static void assertNotSet(SimulatedDaemon simulation) {
        assertEquals(0, simulation.clockSnapshot().updates());
        assertFalse(simulation.clockSnapshot().synchronised());
    }
}
