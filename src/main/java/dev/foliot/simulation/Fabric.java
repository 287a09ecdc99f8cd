package dev.foliot.simulation;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What lies between simulated hosts: for each ordered pair of addresses a path with a delay of its own ({@link
 * Delays}), which may be replaced or taken away while time passes.
 */
public final class Fabric {
    private final VirtualWorld world;
    private final SplittableRandom ports;
    private final Map<InetAddress, SimulatedNetwork> hosts = new HashMap<>();
    private final Map<Route, Signal> paths = new HashMap<>();

    /** @param seed decides the ports of client sockets */
    public Fabric(VirtualWorld world, long seed) {
        this.world = world;
        this.ports = new SplittableRandom(seed);
    }

    /**
     * Joins two addresses, or replaces what joined them. The delays are drawn once for each packet sent, lost ones
     * included.
     */
    public void join(InetAddress a, InetAddress b, Signal fromAToB, Signal fromBToA) {
        paths.put(new Route(a, b), fromAToB);
        paths.put(new Route(b, a), fromBToA);
    }

    /** Takes the path between two addresses away: sending fails at once, as without a route. */
    public void separate(InetAddress a, InetAddress b) {
        paths.remove(new Route(a, b));
        paths.remove(new Route(b, a));
    }

    VirtualWorld world() {
        return world;
    }

    SplittableRandom newPortStream() {
        return ports.split();
    }

    void attach(InetAddress address, SimulatedNetwork host) {
        if (hosts.putIfAbsent(address, host) != null) {
            throw new IllegalArgumentException(address + " belongs to another host");
        }
    }

    boolean hasPath(InetAddress from, InetAddress to) {
        return paths.containsKey(new Route(from, to));
    }

    /** Sends a datagram on its way; false when there is none. */
    boolean send(Datagram datagram) {
        InetAddress destination = datagram.to().getAddress();
        Signal path = paths.get(new Route(datagram.from().getAddress(), destination));
        if (path == null) {
            return false;
        }
        double delayS = path.next(world.nowS());
        if (delayS > 0) {
            world.after(delayS, () -> arrive(datagram, destination));
        }
        return true;
    }

    private void arrive(Datagram datagram, InetAddress destination) {
        SimulatedNetwork host = hosts.get(destination);
        if (host != null) {
            host.arrive(datagram);
        }
    }

    private record Route(InetAddress from, InetAddress to) {}
}
