package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.simulation.WatchedSockets;
import java.util.List;

/** Waits in the simulator, which lets time pass once every node waits. */
final class ClknetsimPoller implements Poller {
    private final Connection connection;
    private final ClknetsimClock clock;
    private final ClknetsimNetwork network;
    private final WatchedSockets sockets = new WatchedSockets();
    private volatile boolean woken;

    ClknetsimPoller(Connection connection, ClknetsimClock clock, ClknetsimNetwork network) {
        this.connection = connection;
        this.clock = clock;
        this.network = network;
    }

    @Override
    public void add(TimestampedSocket socket) {
        sockets.add(socket);
    }

    @Override
    public void remove(TimestampedSocket socket) {
        sockets.remove(socket);
    }

    /** {@inheritDoc} @throws SimulationEndedException when there is no time left */
    @Override
    public List<TimestampedSocket> await(long deadlineMonotonicNs) {
        while (!sockets.look() && !woken && clock.monotonicNs() < deadlineMonotonicNs) {
            if (connection.select(deadlineMonotonicNs * 1e-9 - connection.monotonicS()) == Connection.Event.PACKET) {
                network.takePacket();
            }
        }
        woken = false;
        return sockets.ready();
    }

    @Override
    public void wakeUp() {
        woken = true;
    }

    @Override
    public void close() {
        sockets.clear();
    }
}
