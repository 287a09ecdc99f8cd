package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Waits in the simulator, which lets time pass once every node waits. */
final class ClknetsimPoller implements Poller {
    private final Connection connection;
    private final ClknetsimClock clock;
    private final ClknetsimNetwork network;
    private final List<ClknetsimSocket> watched = new ArrayList<>();
    private final List<TimestampedSocket> ready = new ArrayList<>();
    private final List<TimestampedSocket> readyView = Collections.unmodifiableList(ready);
    private volatile boolean woken;

    ClknetsimPoller(Connection connection, ClknetsimClock clock, ClknetsimNetwork network) {
        this.connection = connection;
        this.clock = clock;
        this.network = network;
    }

    @Override
    public void add(TimestampedSocket socket) {
        if (!(socket instanceof ClknetsimSocket ours)) {
            throw new IllegalArgumentException("not a socket of this node: " + socket);
        }
        watched.add(ours);
    }

    @Override
    public void remove(TimestampedSocket socket) {
        watched.remove(socket);
    }

    /** {@inheritDoc} @throws SimulationEndedException when there is no time left */
    @Override
    public List<TimestampedSocket> await(long deadlineMonotonicNs) {
        collectReady();
        while (ready.isEmpty() && !woken && clock.monotonicNs() < deadlineMonotonicNs) {
            if (connection.select(deadlineMonotonicNs * 1e-9 - connection.monotonicS()) == Connection.Event.PACKET) {
                network.takePacket();
                collectReady();
            }
        }
        woken = false;
        return readyView;
    }

    private void collectReady() {
        ready.clear();
        for (ClknetsimSocket socket : watched) {
            if (socket.isReady()) {
                ready.add(socket);
            }
        }
    }

    @Override
    public void wakeUp() {
        woken = true;
    }

    @Override
    public void close() {
        watched.clear();
    }
}
