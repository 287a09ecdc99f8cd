package dev.foliot.daemon;

import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.StateFiles;
import dev.foliot.platform.SystemClock;

/**
 * What the daemon asks of an operating system, all together.
 *
 * @param clock the clock to discipline
 * @param control why it is that one, for a person
 * @param network where sockets come from
 * @param resolver looks names up; its answers wake {@code poller}
 * @param poller waits for sockets
 * @param files what was kept from the run before
 * @param keyExchanges agrees on keys with servers; sockets of its sessions are watched by {@code poller}, which it wakes
 * @param builtUtcNs when this program was built: it is later than that
 */
public record Ports(
        SystemClock clock,
        String control,
        Network network,
        Resolver resolver,
        Poller poller,
        StateFiles files,
        KeyExchanges keyExchanges,
        long builtUtcNs)
        implements AutoCloseable {
    /** Ports whose files are those of the system, and no keys can be agreed on. */
    public Ports(SystemClock clock, String control, Network network, Resolver resolver, Poller poller) {
        this(clock, control, network, resolver, poller, new DiskFiles(), KeyExchanges.none(), Long.MIN_VALUE);
    }

    @Override
    public void close() {
        resolver.close();
        keyExchanges.close();
        poller.close();
        clock.close();
    }
}
