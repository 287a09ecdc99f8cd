package dev.foliot.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * IP addresses as two numbers, which cost nothing to hold: the 128 bits of an IPv6 address, of which an IPv4 address
 * takes the block {@code ::ffff:0:0/96} (RFC 4291, section 2.5.5.2).
 */
public final class AddressBits {
    /** What stands above the 32 bits of an IPv4 address in the lower number. */
    static final long IPV4_MARK = 0xffffL << Integer.SIZE;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private AddressBits() {}

    /** The upper 64 bits. */
    public static long high(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    /** The lower 64 bits. */
    public static long low(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.limit() == IPV4_BYTES
                ? IPV4_MARK | Integer.toUnsignedLong(bytes.getInt())
                : bytes.getLong(Long.BYTES);
    }

    /** Whether they are of an IPv4 address. */
    public static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> Integer.SIZE == IPV4_MARK >>> Integer.SIZE;
    }

    /** The address that the two numbers are. */
    public static InetAddress address(long high, long low) {
        byte[] bytes =
                ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low).array();
        try {
            // An IPv4 address comes out as one: Java knows the block.
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }
}
