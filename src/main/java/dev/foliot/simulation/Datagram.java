package dev.foliot.simulation;

import java.net.InetSocketAddress;

/**
 * A UDP datagram on its way, or the ICMP error that answers one.
 *
 * @param payload its bytes; null when it says that nobody listens at {@code from}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are copied where they enter
public record Datagram(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
    boolean isPortUnreachable() {
        return payload == null;
    }

    /** What a host answers when nobody listens at {@link #to}. */
    Datagram portUnreachable() {
        return new Datagram(to, from, null);
    }
}
