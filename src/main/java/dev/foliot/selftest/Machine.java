package dev.foliot.selftest;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.Network;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import java.net.InetAddress;
import java.util.List;

/**
 * What is tested.
 *
 * @param clock the machine's own
 * @param raw the same clock beside its oscillator
 * @param network its ports belong to one socket each
 * @param sharing a network whose ports several sockets may share
 * @param addresses the machine's own addresses
 * @param timeline how time passes on it
 */
public record Machine(
        SystemClock clock,
        RawScale raw,
        Network network,
        Network sharing,
        List<InetAddress> addresses,
        Timeline timeline) {
    public Machine {
        addresses = List.copyOf(addresses);
    }

    /** The clock beside its oscillator; where that cannot be read, beside its own monotonic scale. */
    RawReading readBeside() {
        try {
            return raw.read();
        } catch (ClockException e) {
            ClockReading reading = clock.read();
            return new RawReading(
                    reading.utcNs(),
                    reading.monotonicNs(),
                    reading.monotonicNs(),
                    clock.capabilities().readingQuantumNs());
        }
    }
}
