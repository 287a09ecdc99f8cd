package dev.foliot.simulation;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Waits in virtual time: waiting is what makes it pass. Deadlines are on the scale of its host's clock. */
final class SimulatedPoller implements Poller {
    private final VirtualWorld world;
    private final SimulatedClock clock;
    private final List<SimulatedSocket> watched = new ArrayList<>();
    private final List<TimestampedSocket> ready = new ArrayList<>();
    private final List<TimestampedSocket> readyView = Collections.unmodifiableList(ready);
    private volatile boolean woken;

    SimulatedPoller(VirtualWorld world, SimulatedClock clock) {
        this.world = world;
        this.clock = clock;
    }

    @Override
    public void add(TimestampedSocket socket) {
        if (!(socket instanceof SimulatedSocket simulated)) {
            throw new IllegalArgumentException("not a socket of a simulated network: " + socket);
        }
        watched.add(simulated);
    }

    @Override
    public void remove(TimestampedSocket socket) {
        watched.remove(socket);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The deadline's true time is computed anew after each event, since the clock's rate may have changed.
     *
     * @throws IllegalStateException when the world's horizon comes first
     */
    @Override
    public List<TimestampedSocket> await(long deadlineMonotonicNs) {
        while (true) {
            collectReady();
            long deadlinePs = clock.truePsAt(deadlineMonotonicNs);
            if (woken || !ready.isEmpty() || deadlinePs <= world.nowPs()) {
                woken = false;
                return readyView;
            }
            world.passTo(deadlinePs);
        }
    }

    private void collectReady() {
        ready.clear();
        for (int i = 0; i < watched.size(); i++) {
            if (watched.get(i).isReady()) {
                ready.add(watched.get(i));
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
