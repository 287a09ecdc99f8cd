package dev.foliot.recording;

import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.platform.Orders;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.StateFiles;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What stands between the daemon's core and its ports. The thread that runs the core calls it, apart from {@link #state}.
 */
public interface Tap extends AutoCloseable {
    /** Nothing. */
    Tap NONE = new Tap() {};

    /** A core is about to be made, of this. */
    default void start(Head head) {}

    /** The core takes a turn, in which it waits no longer than this. */
    default void turn(long longestNs) {}

    /** The core leaves the clock to itself. */
    default void finish() {}

    /** The clock as the core sees it. */
    default SystemClock clock(SystemClock clock) {
        return clock;
    }

    /** A reading that the core does not see: for reports, which may be asked for at any time. */
    default ClockReading glance(SystemClock clock) {
        return clock.read();
    }

    /** The network as the core sees it. */
    default Network network(Network network) {
        return network;
    }

    /** The poller as the core sees it; it watches sockets of {@link #network}. */
    default Poller poller(Poller poller) {
        return poller;
    }

    /** The resolver as the core sees it. */
    default Resolver resolver(Resolver resolver) {
        return resolver;
    }

    /** Exchanges of keys as the core sees them; sockets of their sessions are watched by {@link #poller}. */
    default KeyExchanges keyExchanges(KeyExchanges exchanges) {
        return exchanges;
    }

    /** The files of earlier runs as the core sees them. */
    default StateFiles files(StateFiles files) {
        return files;
    }

    /** What a person tells, as the core sees it. */
    default Orders orders(Orders orders) {
        return orders;
    }

    /** Random numbers as the core sees them. */
    default RandomGenerator random(RandomGenerator random) {
        return random;
    }

    /** How the recording is doing; empty when there is none. May be called from any thread. */
    default Optional<RecordingState> state() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
