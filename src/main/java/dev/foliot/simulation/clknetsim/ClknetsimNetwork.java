package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** The UDP ports of a node. Node n, counted from 1, is 192.168.123.n. */
final class ClknetsimNetwork implements Network {
    private static final byte[] SUBNET = {(byte) 192, (byte) 168, 123};
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int LAST_EPHEMERAL_PORT = 60_999;

    private final Connection connection;
    private final ClknetsimClock clock;
    private final InetAddress address;
    private final Map<Integer, ClknetsimSocket> byPort = new HashMap<>();
    private int nextPort = FIRST_EPHEMERAL_PORT;

    /** @param node counted from 0 */
    ClknetsimNetwork(Connection connection, ClknetsimClock clock, int node) {
        this.connection = connection;
        this.clock = clock;
        this.address = address(node);
    }

    /** {@inheritDoc} Nobody here guesses ports, so they are given out in their order. */
    @Override
    public ClknetsimSocket connect(InetSocketAddress remote) throws IOException {
        if (remote.isUnresolved()) {
            throw new UnknownHostException(remote.getHostString());
        }
        return open(new InetSocketAddress(address, freePort()), remote);
    }

    @Override
    public ClknetsimSocket bind(InetSocketAddress local) throws IOException {
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

    private ClknetsimSocket open(InetSocketAddress local, InetSocketAddress remote) {
        ClknetsimSocket socket = new ClknetsimSocket(this, clock, local, remote);
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

    void closed(ClknetsimSocket socket) {
        byPort.remove(socket.localAddress().getPort(), socket);
    }

    void send(int fromPort, InetSocketAddress to, byte[] payload) throws NoRouteToHostException {
        byte[] bytes = to.getAddress().getAddress();
        boolean ours = bytes.length == 4 && bytes[0] == SUBNET[0] && bytes[1] == SUBNET[1] && bytes[2] == SUBNET[2];
        if (!ours) {
            throw new NoRouteToHostException("no path to " + to);
        }
        connection.send((bytes[3] & 0xff) - 1, fromPort, to.getPort(), payload);
    }

    /** Takes the packet that has come to the socket it is for, if there is one. */
    void takePacket() {
        Connection.Packet packet = connection.receive();
        ClknetsimSocket socket = packet == null ? null : byPort.get(packet.toPort());
        if (socket != null) {
            socket.arrive(new InetSocketAddress(address(packet.fromNode()), packet.fromPort()), packet.payload());
        }
    }

    private static InetAddress address(int node) {
        try {
            return InetAddress.getByAddress(new byte[] {SUBNET[0], SUBNET[1], SUBNET[2], (byte) (node + 1)});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
