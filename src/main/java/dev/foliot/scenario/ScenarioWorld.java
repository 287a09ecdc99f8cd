package dev.foliot.scenario;

import dev.foliot.platform.ClockException;
import dev.foliot.scenario.Scenario.Client;
import dev.foliot.scenario.Scenario.Server;
import dev.foliot.scenario.Scenario.Suspend;
import dev.foliot.simulation.ClknetsimStreams;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Fabric;
import dev.foliot.simulation.ImpossibleWorldException;
import dev.foliot.simulation.NodeAddress;
import dev.foliot.simulation.RandomStreams;
import dev.foliot.simulation.Signal;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.SimulatedServer;
import dev.foliot.simulation.VirtualWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A scenario in virtual time, with a seed: its servers answer, and the client's clock waits for somebody who disciplines
 * it. For the same seed it draws the numbers that clknetsim draws.
 */
public final class ScenarioWorld {
    /** True time 0: 2026-01-01T00:00:00Z, as the peers were measured. */
    public static final long START_UTC_S = 1_767_225_600L;

    private static final long NS_PER_S = 1_000_000_000L;

    private final VirtualWorld world = new VirtualWorld(START_UTC_S * NS_PER_S);
    private final SimulatedClock clock;
    private final SimulatedNetwork host;

    public ScenarioWorld(Scenario scenario, int seed) {
        RandomStreams streams = new ClknetsimStreams(seed);
        Fabric fabric = new Fabric(world, seed);
        int servers = scenario.servers().size();
        InetAddress client = NodeAddress.of(servers + 1);
        // In this order, that of clknetsim's configuration, the random streams take their seeds.
        for (int i = 0; i < servers; i++) {
            RandomGenerator lowBits = new SplittableRandom((long) seed << 8 | i);
            addServer(fabric, scenario.servers().get(i), NodeAddress.of(i + 1), client, streams, lowBits);
        }
        this.clock = clientClock(scenario.client(), streams);
        this.host = new SimulatedNetwork(fabric, clock, client);
    }

    public VirtualWorld world() {
        return world;
    }

    /** The clock to be disciplined. */
    public SimulatedClock clock() {
        return clock;
    }

    /** The client's network. */
    public SimulatedNetwork host() {
        return host;
    }

    private void addServer(
            Fabric fabric,
            Server server,
            InetAddress address,
            InetAddress client,
            RandomStreams streams,
            RandomGenerator lowBits) {
        Signal frequency = server.frequency().signal(streams);
        Signal up = server.up().signal(streams);
        Signal down = server.down().signal(streams);
        SimulatedClock time =
                new SimulatedClock(world, frequency, ClockParameters.DEFAULT.withOffsetNs(toNs(server.offsetS())));
        server.jump().ifPresent(jump -> setForward(time, jump.signal(streams)));
        fabric.join(client, address, up, down);
        try {
            SimulatedNetwork network = new SimulatedNetwork(fabric, time, address);
            new SimulatedServer(network, new InetSocketAddress(address, 123), server.profile(), lowBits);
        } catch (IOException e) {
            throw new AssertionError("the port of a new host is free", e);
        }
    }

    private SimulatedClock clientClock(Client client, RandomStreams streams) {
        Signal frequency = client.frequency().signal(streams);
        Optional<Signal> jump = client.jump().map(e -> e.signal(streams));
        ClockParameters parameters = ClockParameters.DEFAULT
                .withOffsetNs(toNs(client.offsetS()))
                .withMaxFrequency(
                        client.system() == Scenario.KernelKind.LINUX
                                ? ClockParameters.TICK_RANGE
                                : ClockParameters.FREQUENCY_RANGE)
                .withReadingQuantumNs(client.quantumNs());
        SimulatedClock made = new SimulatedClock(world, frequency, parameters);
        made.setQuirks(
                switch (client.system()) {
                    case LINUX -> ClockQuirks.NONE;
                    case FREEBSD -> ClockQuirks.FREEBSD;
                    case MACOS -> ClockQuirks.MACOS;
                });
        jump.ifPresent(signal -> setForward(made, signal));
        client.suspend().ifPresent(suspend -> sendToSleep(made, suspend, streams));
        return made;
    }

    private void sendToSleep(SimulatedClock time, Suspend suspend, RandomStreams streams) {
        Signal duration = suspend.durationS().signal(streams);
        Signal error = suspend.errorS().signal(streams);
        world.everySecond(second -> {
            double durationS = duration.next((double) second);
            if (durationS > 0) {
                time.suspend(durationS, error.next((double) second));
            }
        });
    }

    private void setForward(SimulatedClock time, Signal jump) {
        world.everySecond(second -> {
            long jumpNs = toNs(jump.next((double) second));
            if (jumpNs != 0) {
                try {
                    time.step(jumpNs);
                } catch (ClockException e) {
                    throw new ImpossibleWorldException(
                            "a clock cannot be set by " + jumpNs + " ns at " + second + " s");
                }
            }
        });
    }

    private static long toNs(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
