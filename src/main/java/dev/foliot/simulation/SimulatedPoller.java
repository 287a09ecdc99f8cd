package dev.foliot.simulation;

import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.util.List;

/** Waits in virtual time: waiting is what makes it pass. Deadlines are on the scale of its host's clock. */
final class SimulatedPoller implements Poller {
    private final SimulatedNetwork host;
    private final VirtualWorld world;
    private final WatchedSockets sockets = new WatchedSockets();
    private long takenBefore = -1;
    private long toldAtPs = -1;
    private volatile boolean woken;

    SimulatedPoller(SimulatedNetwork host) {
        this.host = host;
        this.world = host.world();
    }

    @Override
    public void add(TimestampedSocket socket) {
        sockets.add(socket);
    }

    @Override
    public void remove(TimestampedSocket socket) {
        sockets.remove(socket);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The deadline's true time is computed anew after each event, since the clock's rate may have changed. A loop
     * that comes back without having taken anything of what it was told spins, which in life takes time: here it lets
     * the next event happen. While the machine is suspended nothing ends a wait; when it wakes, a system like Linux does.
     *
     * @throws IllegalStateException when the world's horizon comes first
     */
    @Override
    public List<TimestampedSocket> await(long deadlineMonotonicNs) {
        boolean spinning = toldAtPs == world.nowPs() && takenBefore == host.taken();
        boolean wokeUp = false;
        while (true) {
            // All that happens at one moment has happened before anybody looks.
            world.runUntil(world.nowPs());
            if (host.clock().asleep()) {
                world.passTo(Long.MAX_VALUE);
                wokeUp = host.clock().tellsOfWaking();
                continue;
            }
            boolean anyReady = sockets.look();
            long deadlinePs = host.clock().truePsAt(deadlineMonotonicNs);
            if (woken || wokeUp || deadlinePs <= world.nowPs() || anyReady && !spinning) {
                break;
            }
            world.passTo(deadlinePs);
            spinning = false;
        }
        woken = false;
        toldAtPs = sockets.ready().isEmpty() ? -1 : world.nowPs();
        takenBefore = host.taken();
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
