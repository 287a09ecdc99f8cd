package dev.foliot.keyexchange;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many connections each network has, and how often it has asked. A connection needs its client to have answered, so
 * nobody can do that in another's name, and it is enough to remember the networks that asked last.
 */
final class NetworkShares {
    private static final int REMEMBERED = 16_384;
    private static final long NS_PER_MS = 1_000_000;

    private final ServerLimits limits;
    private final Map<Network, Integer> open = new HashMap<>();

    /** When each network will have been silent for long enough that it gets a whole burst again. */
    private final Map<Network, Long> restedNs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** An IPv4 address, or the first 64 bits of an IPv6 address. */
    record Network(boolean ipv4, long bits) {
        static Network of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return address instanceof Inet4Address
                    ? new Network(true, bytes.getInt())
                    : new Network(false, bytes.getLong());
        }
    }

    NetworkShares(ServerLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a new connection into account, or says why it cannot be taken.
     *
     * @return null when it can
     */
    ExchangeOutcome take(Network network, long nowNs) {
        if (open.getOrDefault(network, 0) >= limits.perNetwork()) {
            return ExchangeOutcome.NETWORK_FULL;
        }
        if (limits.intervalMs() > 0) {
            long intervalNs = limits.intervalMs() * NS_PER_MS;
            Long before = restedNs.get(network);
            long rested = (before == null || before - nowNs < 0 ? nowNs : before) + intervalNs;
            if (rested - nowNs > limits.burst() * intervalNs) {
                return ExchangeOutcome.TOO_OFTEN;
            }
            restedNs.put(network, rested);
        }
        open.merge(network, 1, Integer::sum);
        return null;
    }

    /** A connection that was taken is over. */
    void release(Network network) {
        open.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
    }
}
