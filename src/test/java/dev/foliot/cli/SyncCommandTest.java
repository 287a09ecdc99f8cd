package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.ControlServer;
import dev.foliot.control.Json;
import dev.foliot.control.StatusHandler;
import dev.foliot.daemon.Ports;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.Snapshots;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.Poller;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.simulation.Delays;
import dev.foliot.simulation.Fabric;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SeededStreams;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedKeyExchanges;
import dev.foliot.simulation.SimulatedNames;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.SimulatedNtsServer;
import dev.foliot.simulation.SimulatedResolver;
import dev.foliot.simulation.SimulatedServer;
import dev.foliot.simulation.VirtualWorld;
import dev.foliot.time.Frequency;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets a simulated clock, which runs 10 ppm fast, by simulated servers 192.0.2.1 and 192.0.2.2. */
class SyncCommandTest {
    private static final double FAST_PPM = 10;
    private static final double YEAR_S = 365 * 86_400.0;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long START_NS = 1_767_225_600_000_000_000L;

    private final VirtualWorld world = new VirtualWorld(START_NS);
    private final SeededStreams random = new SeededStreams(1);
    private final Fabric fabric = new Fabric(world, 1);
    private SimulatedClock clock;
    private Shell shell;

    @TempDir
    private Path directory;

    @Test
    void aLargeOffsetIsStepped() throws IOException {
        start(-1.5, 0, 0);
        shell.run("sync", "192.0.2.1", "192.0.2.2");
        assertEquals("", shell.err());
        assertTrue(
                shell.out()
                        .matches("Set after \\d+\\.\\d s: stepped by \\+1\\.50 s; within .* of true time by 2 "
                                + "sources that agree\n"),
                shell.out());
        assertEquals(ExitCode.OK, shell.exitCode());
        assertEquals(0, clock.errorS(), 1e-3);
    }

    @Test
    void aSmallOffsetIsSlewedAndTheSlewEnds() throws IOException {
        start(-0.005, 0);
        JsonObject report = json("sync", "--json", "--within=1e-4", "192.0.2.1");
        assertTrue(report.get("synchronised").getAsBoolean(), report.toString());
        assertTrue(report.get("stepped_s").isJsonNull(), report.toString());
        assertTrue(report.get("elapsed_s").getAsDouble() > 10, "5 ms take 10 s at 500 ppm");
        assertEquals(0, clock.errorS(), 2e-4);
        assertEquals(0, clock.frequencyError().ppm(), 5, "it is left without the slew's 500 ppm");
    }

    @Test
    void withStepASmallOffsetIsSteppedToo() throws IOException {
        start(-0.005, 0);
        JsonObject report = json("sync", "--step", "--json", "192.0.2.1");
        assertEquals(0.005, report.get("stepped_s").getAsDouble(), 1e-3);
        assertEquals(0, clock.errorS(), 1e-3);
    }

    @Test
    void serversThatContradictEachOtherSetNothing() throws IOException {
        start(-1.5, 0, 20);
        shell.run("sync", "--timeout=30", "192.0.2.1", "192.0.2.2");
        assertEquals(ExitCode.TEMPORARY, shell.exitCode());
        assertTrue(
                shell.out().startsWith("Not set after 30.0 s: waiting for 2 sources that agree; 1 of 2 does\n\n"),
                shell.out());
        assertTrue(shell.out().contains("? 192.0.2.2 waiting for a majority that agrees\n"), shell.out());
        assertEquals(-1.5, clock.errorS(), 1e-2);
    }

    @Test
    void aSilentServerSetsNothing() throws IOException {
        start(-1.5);
        shell.run("sync", "--timeout=10", "192.0.2.1");
        assertEquals(ExitCode.TEMPORARY, shell.exitCode());
        assertTrue(shell.out().startsWith("Not set after 10.0 s: waiting for an answer from any source\n\n"));
        assertTrue(shell.out().contains("! 192.0.2.1 does not answer"), shell.out());
    }

    @Test
    void aClockThatMayNotBeSetIsAMatterOfPermission() {
        shell = new Shell(List.of(new SyncCommand(control -> {
            throw new ClockException("no CAP_SYS_TIME", true);
        })));
        assertEquals(ExitCode.NO_PERMISSION, shell.run("sync", "192.0.2.1").exitCode());
        assertEquals("foliot sync: this user may not set the clock: no CAP_SYS_TIME\n", shell.err());
    }

    @Test
    void aClockThatTheConfigurationLeavesAloneIsNotSet() throws IOException {
        start(-1.5, 0);
        Path file = configuration("[clock]\ncontrol = \"none\"\n");
        assertEquals(ExitCode.CONFIG, shell.run("sync", "-c", file.toString()).exitCode());
        assertEquals(-1.5, clock.errorS(), 1e-3);
    }

    @Test
    void sourcesComeFromTheConfigurationWhenNoServerIsNamed() throws IOException {
        start(-1.5, 0);
        Path file = configuration("[observability]\nobservation-path = \"" + directory.resolve("no.sock") + "\"\n"
                + "[clock]\ndrift-file = \"" + directory.resolve("drift") + "\"\n");
        assertEquals(ExitCode.OK, shell.run("sync", "-c", file.toString()).exitCode(), shell.err());
        assertEquals(0, clock.errorS(), 1e-3);
    }

    @Test
    void authenticatedSourcesSetAClockThatKnowsNothing() throws IOException {
        start(-YEAR_S, 0);
        agreeOnKeys(Optional.empty());
        shell.run("sync", "-c", ntsConfiguration().toString());
        assertEquals(ExitCode.OK, shell.exitCode(), shell.out() + shell.err());
        assertEquals(0, clock.errorS(), 1e-3);
    }

    @Test
    void withoutKeysNothingIsSetAndItIsSaidWhy() throws IOException {
        start(-YEAR_S, 0);
        agreeOnKeys(Optional.of("its certificate is for somebody else"));
        shell.run("sync", "--timeout=30", "-c", ntsConfiguration().toString());
        assertEquals(ExitCode.TEMPORARY, shell.exitCode());
        assertTrue(shell.out().contains("waiting for keys to be agreed on with 192.0.2.1"), shell.out());
        assertTrue(shell.out().contains("its certificate is for somebody else"), shell.out());
        assertEquals(-YEAR_S, clock.errorS(), 1e-2);
    }

    private void agreeOnKeys(Optional<String> refusal) throws IOException {
        SimulatedNtsServer server = new SimulatedNtsServer(
                new InetSocketAddress(address(1), 123), new ValidityPeriod(START_NS - DAY_NS, START_NS + DAY_NS));
        server.refuse(refusal);
        SimulatedNetwork network = new SimulatedNetwork(fabric, clock, address(200));
        shell = new Shell(List.of(new SyncCommand(control -> {
            Poller poller = network.newPoller();
            SimulatedKeyExchanges keys = new SimulatedKeyExchanges(world, network, poller);
            keys.listen(new InetSocketAddress(address(1), 4460), server);
            return new Ports(
                    clock,
                    "simulated",
                    network,
                    new SimulatedResolver(world, new SimulatedNames(), poller),
                    poller,
                    new DiskFiles(),
                    keys,
                    START_NS - 2 * DAY_NS);
        })));
    }

    private Path ntsConfiguration() throws IOException {
        return Files.writeString(
                directory.resolve("foliot.toml"),
                "[[source]]\nmode = \"nts\"\naddress = \"192.0.2.1\"\n"
                        + "[observability]\nobservation-path = \"" + directory.resolve("no.sock") + "\"\n"
                        + "[clock]\ndrift-file = \"" + directory.resolve("drift") + "\"\n");
    }

    @Test
    void besideADaemonThatKeepsTheClockNothingIsDone() throws IOException {
        start(-1.5, 0);
        assertEquals(ExitCode.UNAVAILABLE, runBeside(Snapshots.synchronised()));
        assertEquals("foliot sync: a daemon keeps this machine's clock already (process 4711)\n", shell.err());
        assertEquals(-1.5, clock.errorS(), 1e-3);
        assertEquals(ExitCode.OK, runBeside(Snapshots.starting()), "that one only observes");
    }

    @SuppressWarnings("try") // the server only has to be there
    private ExitCode runBeside(DaemonSnapshot daemon) throws IOException {
        Path socket = directory.resolve("control.sock");
        Path file = configuration("[observability]\nobservation-path = \"" + socket + "\"\n"
                + "[clock]\ndrift-file = \"" + directory.resolve("drift") + "\"\n");
        try (ControlServer server =
                ControlServer.start(socket, 0600, Map.of("status", new StatusHandler(() -> daemon)))) {
            return shell.run("sync", "-c", file.toString()).exitCode();
        }
    }

    private JsonObject json(String... words) {
        return Json.parse(shell.run(words).out()).getAsJsonObject();
    }

    private Path configuration(String more) throws IOException {
        return Files.writeString(
                directory.resolve("foliot.toml"), "[[source]]\nmode = \"server\"\naddress = \"192.0.2.1\"\n" + more);
    }

    private void start(double clockOffsetS, double... serverOffsetsS) throws IOException {
        clock = new SimulatedClock(
                world, Oscillators.constant(Frequency.ofPpm(FAST_PPM)), ClockParameters.DEFAULT.withOffsetNs((long)
                        (clockOffsetS * 1e9)));
        InetAddress client = address(200);
        for (int i = 0; i < serverOffsetsS.length; i++) {
            serve(client, address(i + 1), serverOffsetsS[i]);
        }
        shell = new Shell(List.of(new SyncCommand(control -> ports(new SimulatedNetwork(fabric, clock, client)))));
    }

    private void serve(InetAddress client, InetAddress address, double offsetS) throws IOException {
        SimulatedClock time = new SimulatedClock(
                world, Oscillators.constant(Frequency.ZERO), ClockParameters.DEFAULT.withOffsetNs((long)
                        (offsetS * 1e9)));
        fabric.join(client, address, Delays.exponential(random, 1e-3, 1e-5), Delays.exponential(random, 1e-3, 1e-5));
        new SimulatedServer(
                new SimulatedNetwork(fabric, time, address), new InetSocketAddress(address, 123), ServerProfile.good());
    }

    private Ports ports(SimulatedNetwork network) throws IOException {
        Poller poller = network.newPoller();
        return new Ports(
                clock, "simulated", network, new SimulatedResolver(world, new SimulatedNames(), poller), poller);
    }

    private static InetAddress address(int host) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) host});
    }
}
