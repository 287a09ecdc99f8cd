package dev.foliot.platform;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where sockets come from. */
public interface Network {
    /**
     * A socket that talks to {@code remote} alone, from a port that the system picks at random: the client's.
     *
     * @throws IOException when there is no way to it now (no network, no address of its family)
     */
    TimestampedSocket connect(InetSocketAddress remote) throws IOException;

    /**
     * A socket that listens at {@code local}: the server's. Where that is the wildcard, datagrams received carry the
     * address they were sent to, and replies leave from it; any other socket has but one, and need not say so.
     *
     * @throws java.net.BindException when the address is in use, or is not ours
     */
    TimestampedSocket bind(InetSocketAddress local) throws IOException;

    /** A way to wait for sockets of this network. */
    Poller newPoller() throws IOException;
}
