package dev.foliot.daemon;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.SystemClock;

/**
 * What the daemon asks of an operating system, all together.
 *
 * @param clock the clock to discipline
 * @param control why it is that one, for a person
 * @param network where sockets come from
 * @param resolver looks names up; its answers wake {@code poller}
 * @param poller waits for sockets
 */
public record Ports(SystemClock clock, String control, Network network, Resolver resolver, Poller poller)
        implements AutoCloseable {
    @Override
    public void close() {
        resolver.close();
        poller.close();
        clock.close();
    }
}
