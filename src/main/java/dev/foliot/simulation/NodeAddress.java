package dev.foliot.simulation;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the nodes of a simulation are, as in clknetsim: node n, counted from 1, is 192.168.123.n. */
public final class NodeAddress {
    private static final byte[] SUBNET = {(byte) 192, (byte) 168, 123};

    private NodeAddress() {}

    /** @param node from 1 to 254 */
    public static InetAddress of(int node) {
        try {
            return InetAddress.getByAddress(new byte[] {SUBNET[0], SUBNET[1], SUBNET[2], (byte) node});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** The node at an address; 0 when that is no node's. */
    public static int node(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ours = bytes.length == 4 && bytes[0] == SUBNET[0] && bytes[1] == SUBNET[1] && bytes[2] == SUBNET[2];
        return ours ? bytes[3] & 0xff : 0;
    }
}
