package dev.foliot.daemon;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** How an address and port are written for a person: {@code 192.0.2.1:123}, {@code [2001:db8::1]:123}. */
final class Addresses {
    private Addresses() {}

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return address.getAddress() instanceof Inet6Address
                ? "[" + host + "]:" + address.getPort()
                : host + ":" + address.getPort();
    }
}
