package dev.foliot.simulation;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a simulated world, which may change while time passes. */
public final class SimulatedNames {
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();

    /** From now on {@code name} means these addresses; none at all: it does not resolve. */
    public void define(String name, InetAddress... addresses) {
        this.addresses.put(name, List.of(addresses));
    }

    List<InetAddress> lookUp(String name) {
        return addresses.getOrDefault(name, List.of());
    }
}
