package dev.foliot.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;

/** What a {@link SimulatedSocket} asks of the host that it is on. */
public interface SocketHost {
    /** What the host's clock shows, which stamps all that crosses its border: nanoseconds since the Unix epoch. */
    long utcNs();

    /** How much a reading of that clock may err, in nanoseconds. */
    int readingErrorNs();

    /** The address that a packet to {@code remote} comes from: one that has a path to it. */
    InetAddress sourceFor(InetAddress remote) throws NoRouteToHostException;

    /** Sends a datagram on its way. */
    void send(Datagram datagram) throws IOException;

    /** Hears that one of its sockets has handed over so many datagrams, stamps and errors. */
    void handedOver(int things);

    /** Hears that one of its sockets is closed. */
    void closed(SimulatedSocket socket);
}
