package dev.foliot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One address that a server listens at.
 *
 * @param address may be the wildcard of its family: all addresses of the machine
 * @param access whom it answers there
 */
public record ListenParameters(InetSocketAddress address, AccessRules access) {
    public static final int DEFAULT_PORT = 123;

    /** 255.255.255.255. */
    private static final InetAddress EVERYONE = AddressBits.address(0, AddressBits.IPV4_MARK | 0xffff_ffffL);

    public ListenParameters {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a server listens at an address, not at a name: " + address);
        }
        if (address.getAddress().isMulticastAddress() || address.getAddress().equals(EVERYONE)) {
            throw new IllegalArgumentException("no reply can come from a broadcast or multicast address: "
                    + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
    }

    /** Address and port in one; unlike {@link InetSocketAddress#equals} it tells the links of fe80::1 apart. */
    public static String place(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " " + address.getPort();
    }
}
