package dev.foliot.server;

import java.nio.ByteBuffer;

/**
 * A datagram where it lies, and what is known of it besides its bytes. One object serves many, one after another.
 * Addresses are as {@link AddressBits} has them.
 */
public final class Arrival {
    /** Memory in network order, in which the reply may take the first 48 bytes of the request's place. */
    public ByteBuffer memory = ByteBuffer.allocate(0);
    /** Index of its first byte. */
    public int offset;
    /** Bytes; 0 for a datagram that was cut off. */
    public int length;

    /** Whom it says it is from. */
    public long remoteHigh;

    public long remoteLow;
    public int remotePort;

    /** Whether it was sent to a broadcast or multicast address. */
    public boolean toMany;

    /** When it arrived by the clock that is served, as an NTP timestamp. */
    public long receiveTimestamp;
}
