package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.SystemClock;

/** A node of the simulation: all that a daemon asks of an operating system. */
public final class ClknetsimNode {
    private final ClknetsimClock clock;
    private final ClknetsimNetwork network;
    private final Poller poller;
    private final Resolver resolver;

    /**
     * Joins the simulation, and waits until it has begun.
     *
     * @param node its number, from 1 on, as in CLKNETSIM_NODE
     * @param startUtcS the time of day at the simulation's start, in seconds since the Unix epoch, as in
     *     CLKNETSIM_START_DATE
     * @throws SimulationEndedException when there is none
     */
    public ClknetsimNode(MessageChannel channel, int node, long startUtcS) {
        Connection connection = new Connection(channel);
        this.clock = new ClknetsimClock(connection, startUtcS * 1_000_000_000L);
        this.network = new ClknetsimNetwork(connection, clock, node - 1);
        this.poller = network.newPoller();
        this.resolver = new AddressResolver(poller);
        connection.register(node - 1);
    }

    public SystemClock clock() {
        return clock;
    }

    public Network network() {
        return network;
    }

    public Poller poller() {
        return poller;
    }

    public Resolver resolver() {
        return resolver;
    }
}
