package dev.foliot.server;

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

    /** Answers requests with NTS and without. */
    public ListenParameters(InetSocketAddress address, AccessRules access) {
        this(address, access, Optional.empty());
    }

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
