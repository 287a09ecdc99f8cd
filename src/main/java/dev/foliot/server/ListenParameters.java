package dev.foliot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One address that a server listens at.
 *
 * @param address may be the wildcard of its family: all addresses of the machine
 * @param access whom it answers there
 * @param withoutNts what requests get that NTS does not protect; empty: the time
 */
public record ListenParameters(InetSocketAddress address, AccessRules access, Optional<Refusal> withoutNts) {
    public static final int DEFAULT_PORT = 123;

    /** 255.255.255.255. */
    private static final InetAddress EVERYONE = AddressBits.address(0, AddressBits.IPV4_MARK | 0xffff_ffffL);

    /** Answers requests with NTS and without. */
    public ListenParameters(InetSocketAddress address, AccessRules access) {
        this(address, access, Optional.empty());
    }

    public ListenParameters {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("a server listens at an address, not at a name: " + address);
        }
        if (!canAnswer(address.getAddress())) {
            throw new IllegalArgumentException("no reply can come from a broadcast or multicast address: "
                    + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
    }

    /** Whether a reply can come from an address: not from one that is many machines'. */
    public static boolean canAnswer(InetAddress address) {
        return !address.isMulticastAddress() && !address.equals(EVERYONE);
    }

    /** Address and port in one; unlike {@link InetSocketAddress#equals} it tells the links of fe80::1 apart. */
    public static String place(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " " + address.getPort();
    }
}
