package dev.foliot.selftest;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The two kinds of addresses. */
enum Family {
    IPV4("IPv4", "0.0.0.0", "127.0.0.1"),
    IPV6("IPv6", "::", "::1");

    final String text;
    final InetAddress wildcard;
    final InetAddress loopback;

    Family(String text, String wildcard, String loopback) {
        this.text = text;
        this.wildcard = address(wildcard);
        this.loopback = address(loopback);
    }

    boolean has(InetAddress address) {
        return address instanceof Inet4Address == (this == IPV4);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError("a literal is an address", e);
        }
    }
}
