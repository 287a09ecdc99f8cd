package dev.foliot.simulation;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One host's network: its addresses on the {@link Fabric}, its UDP ports, and the clock that stamps what crosses its
 * border. Packets to itself take {@value #LOOPBACK_DELAY_S} s.
 */
public final class SimulatedNetwork implements Network, SocketHost {
    private static final double LOOPBACK_DELAY_S = 10e-6;
    /** The range that Linux picks ports from ({@code ip_local_port_range}). */
    private static final int FIRST_EPHEMERAL_PORT = 32_768;

    private static final int EPHEMERAL_PORTS = 60_999 - FIRST_EPHEMERAL_PORT + 1;

    private final Fabric fabric;
    private final SimulatedClock clock;
    private final List<InetAddress> addresses;
    private final SplittableRandom ports;
    private final List<SimulatedSocket> sockets = new ArrayList<>();
    private long datagramsSent;
    private long datagramsReceived;
    private long taken;

    /** @param addresses in the order of preference as source of what is sent */
    public SimulatedNetwork(Fabric fabric, SimulatedClock clock, InetAddress... addresses) {
        this.fabric = fabric;
        this.clock = clock;
        this.addresses = List.of(addresses);
        this.ports = fabric.newPortStream();
        for (InetAddress address : addresses) {
            fabric.attach(address, this);
        }
    }

    /**
     * {@inheritDoc} Which of this host's addresses it comes from is settled here, as a connected UDP socket of the
     * kernel does.
     */
    @Override
    public SimulatedSocket connect(InetSocketAddress remote) throws IOException {
        InetAddress source = sourceFor(resolved(remote));
        return open(new InetSocketAddress(source, freePort(source)), remote);
    }

    @Override
    public SimulatedSocket bind(InetSocketAddress local) throws IOException {
        InetAddress address = resolved(local);
        if (!address.isAnyLocalAddress() && !owns(address)) {
            throw new BindException("not an address of this host: " + local);
        }
        int port = local.getPort() == 0 ? freePort(address) : local.getPort();
        if (isTaken(address, port)) {
            throw new BindException("address in use: " + local);
        }
        return open(new InetSocketAddress(address, port), null);
    }

    @Override
    public Poller newPoller() {
        return new SimulatedPoller(this);
    }

    /** How many datagrams this host has sent, lost ones included. */
    public long datagramsSent() {
        return datagramsSent;
    }

    /** How many datagrams have reached a socket of this host. */
    public long datagramsReceived() {
        return datagramsReceived;
    }

    VirtualWorld world() {
        return fabric.world();
    }

    SimulatedClock clock() {
        return clock;
    }

    @Override
    public long utcNs() {
        return clock.utcNs();
    }

    @Override
    public int readingErrorNs() {
        return clock.readingErrorNs();
    }

    /** Counts what the sockets of this host have handed over: datagrams, stamps and errors. */
    long taken() {
        return taken;
    }

    @Override
    public void handedOver(int things) {
        taken += things;
    }

    @Override
    public void closed(SimulatedSocket socket) {
        sockets.remove(socket);
    }

    @Override
    public InetAddress sourceFor(InetAddress remote) throws NoRouteToHostException {
        if (owns(remote)) {
            return remote;
        }
        for (InetAddress address : addresses) {
            if (fabric.hasPath(address, remote)) {
                return address;
            }
        }
        throw new NoRouteToHostException("no path to " + remote.getHostAddress());
    }

    @Override
    public void send(Datagram datagram) throws NoRouteToHostException {
        if (owns(datagram.to().getAddress())) {
            fabric.world().after(LOOPBACK_DELAY_S, () -> arrive(datagram));
        } else if (!fabric.send(datagram)) {
            throw new NoRouteToHostException("no path to " + datagram.to());
        }
        datagramsSent++;
    }

    void arrive(Datagram datagram) {
        if (clock.asleep()) {
            return;
        }
        SimulatedSocket socket = listenerFor(datagram);
        if (socket != null) {
            datagramsReceived += datagram.isPortUnreachable() ? 0 : 1;
            socket.arrive(datagram);
        } else if (!datagram.isPortUnreachable()) {
            refuse(datagram.portUnreachable());
        }
    }

    /** An error message goes back if it can, and is not counted: it is not UDP. */
    private void refuse(Datagram error) {
        if (owns(error.to().getAddress())) {
            fabric.world().after(LOOPBACK_DELAY_S, () -> arrive(error));
        } else {
            fabric.send(error);
        }
    }

    /**
     * The socket with the closest match, as kernels choose: connected before bound to the address before bound to all.
     */
    private SimulatedSocket listenerFor(Datagram datagram) {
        SimulatedSocket best = null;
        for (SimulatedSocket socket : sockets) {
            if (socket.closeness(datagram) > (best == null ? 0 : best.closeness(datagram))) {
                best = socket;
            }
        }
        return best;
    }

    private static InetAddress resolved(InetSocketAddress address) throws UnknownHostException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        return address.getAddress();
    }

    private boolean owns(InetAddress address) {
        return address.isLoopbackAddress() || addresses.contains(address);
    }

    private SimulatedSocket open(InetSocketAddress local, InetSocketAddress remote) {
        SimulatedSocket socket = new SimulatedSocket(this, local, remote);
        sockets.add(socket);
        return socket;
    }

    private int freePort(InetAddress address) throws BindException {
        for (int attempt = 0; attempt < EPHEMERAL_PORTS; attempt++) {
            int port = FIRST_EPHEMERAL_PORT + ports.nextInt(EPHEMERAL_PORTS);
            if (!isTaken(address, port)) {
                return port;
            }
        }
        throw new BindException("no free port");
    }

    private boolean isTaken(InetAddress address, int port) {
        for (SimulatedSocket socket : sockets) {
            InetSocketAddress other = socket.localAddress();
            boolean sameAddress = address.isAnyLocalAddress()
                    || other.getAddress().isAnyLocalAddress()
                    || address.equals(other.getAddress());
            if (sameAddress && other.getPort() == port) {
                return true;
            }
        }
        return false;
    }
}
