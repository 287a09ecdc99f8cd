package dev.foliot.simulation;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a simulated world, which may change while time passes, and how long it takes to look one up. */
public final class SimulatedNames {
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private Signal latency = Signal.constant(0.01);

    /** From now on {@code name} means these addresses; none at all: it does not resolve. */
    public void define(String name, InetAddress... addresses) {
        this.addresses.put(name, List.of(addresses));
    }

    /** How many seconds a look-up takes, drawn once for each. */
    public void setLatency(Signal latencyS) {
        this.latency = latencyS;
    }

    double nextLatencyS(double trueS) {
        return Math.max(0, latency.next(trueS));
    }

    List<InetAddress> lookUp(String name) {
        return addresses.getOrDefault(name, List.of());
    }
}
