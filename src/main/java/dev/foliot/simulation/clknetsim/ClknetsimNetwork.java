package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.simulation.Datagram;
import dev.foliot.simulation.NodeAddress;
import dev.foliot.simulation.SimulatedSocket;
import dev.foliot.simulation.SocketHost;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** The UDP ports of a node. */
final class ClknetsimNetwork implements Network, SocketHost {
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int LAST_EPHEMERAL_PORT = 60_999;
    private static final int READING_ERROR_NS = 1;

    private final Connection connection;
    private final ClknetsimClock clock;
    private final InetAddress address;
    private final Map<Integer, SimulatedSocket> byPort = new HashMap<>();
    private int nextPort = FIRST_EPHEMERAL_PORT;

    /** @param node counted from 0 */
    ClknetsimNetwork(Connection connection, ClknetsimClock clock, int node) {
        this.connection = connection;
        this.clock = clock;
        this.address = NodeAddress.of(node + 1);
    }

    /** {@inheritDoc} Nobody here guesses ports, so they are given out in their order. */
    @Override
    public SimulatedSocket connect(InetSocketAddress remote) throws IOException {
        if (remote.isUnresolved()) {
            throw new UnknownHostException(remote.getHostString());
        }
        return open(new InetSocketAddress(address, freePort()), remote);
    }

    @Override
    public SimulatedSocket bind(InetSocketAddress local) throws IOException {
        InetAddress wished = local.getAddress();
        if (wished == null || !wished.isAnyLocalAddress() && !wished.equals(address)) {
            throw new BindException("not an address of this node: " + local);
        }
        int port = local.getPort() == 0 ? freePort() : local.getPort();
        if (byPort.containsKey(port)) {
            throw new BindException("address in use: " + local);
        }
        return open(new InetSocketAddress(address, port), null);
    }

    private SimulatedSocket open(InetSocketAddress local, InetSocketAddress remote) {
        SimulatedSocket socket = new SimulatedSocket(this, local, remote);
        byPort.put(local.getPort(), socket);
        return socket;
    }

    private int freePort() throws BindException {
        for (int i = FIRST_EPHEMERAL_PORT; i <= LAST_EPHEMERAL_PORT; i++) {
            int port = nextPort;
            nextPort = port == LAST_EPHEMERAL_PORT ? FIRST_EPHEMERAL_PORT : port + 1;
            if (!byPort.containsKey(port)) {
                return port;
            }
        }
        throw new BindException("no free port");
    }

    @Override
    public Poller newPoller() {
        return new ClknetsimPoller(connection, clock, this);
    }

    @Override
    public long utcNs() {
        return clock.utcNs();
    }

    /** {@inheritDoc} No time passes between the simulator's stamp and ours. */
    @Override
    public int readingErrorNs() {
        return READING_ERROR_NS;
    }

    @Override
    public InetAddress sourceFor(InetAddress remote) {
        return address;
    }

    @Override
    public void send(Datagram datagram) throws NoRouteToHostException {
        InetSocketAddress to = datagram.to();
        int node = NodeAddress.node(to.getAddress());
        if (node == 0) {
            throw new NoRouteToHostException("no path to " + to);
        }
        connection.send(node - 1, datagram.from().getPort(), to.getPort(), datagram.payload());
    }

    /** {@inheritDoc} Nothing here hangs on it. */
    @Override
    public void handedOver(int things) {}

    @Override
    public void closed(SimulatedSocket socket) {
        byPort.remove(socket.localAddress().getPort(), socket);
    }

    /** Takes the packet that has come to the socket it is for, if there is one. */
    void takePacket() {
        Connection.Packet packet = connection.receive();
        SimulatedSocket socket = packet == null ? null : byPort.get(packet.toPort());
        if (socket == null) {
            return;
        }
        InetSocketAddress from = new InetSocketAddress(NodeAddress.of(packet.fromNode() + 1), packet.fromPort());
        Datagram datagram = new Datagram(from, socket.localAddress(), packet.payload());
        if (socket.closeness(datagram) > 0) {
            socket.arrive(datagram);
        }
    }
}
