package dev.foliot.server;

import java.net.InetSocketAddress;

/**
 * One address that a server listens at.
 *
 * @param address may be the wildcard of its family: all addresses of the machine
 * @param access whom it answers there
 */
public record ListenParameters(InetSocketAddress address, AccessRules access) {
    public static final int DEFAULT_PORT = 123;

    public ListenParameters {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a server listens at an address, not at a name: " + address);
        }
        if (address.getAddress().isMulticastAddress()) {
            throw new IllegalArgumentException("no reply can come from a multicast address: "
                    + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
    }
}
