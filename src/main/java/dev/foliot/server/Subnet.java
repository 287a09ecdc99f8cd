package dev.foliot.server;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A block of addresses of one family: those that begin with the same bits. A block of IPv6 addresses holds no IPv4
 * ones, {@code ::/0} included.
 *
 * @param high the upper 64 bits of its first address, as {@link AddressBits} has them
 * @param low the lower 64 bits
 * @param length how many of the 128 bits are the same for all; 96 to 128 for IPv4
 */
public record Subnet(long high, long low, int length) {
    static final int IPV4_OFFSET = 96;
    private static final int BITS = 128;

    public Subnet {
        if (length < 0 || length > BITS) {
            throw new IllegalArgumentException("no prefix of an address has " + length + " bits");
        }
        high &= highMask(length);
        low &= lowMask(length);
    }

    /**
     * The block that an address lies in; bits after the prefix do not matter.
     *
     * @param length as one writes it: 0 to 32 for IPv4, 0 to 128 for IPv6
     */
    public static Subnet of(InetAddress address, int length) {
        boolean ipv4 = address instanceof Inet4Address;
        int longest = ipv4 ? BITS - IPV4_OFFSET : BITS;
        if (length < 0 || length > longest) {
            throw new IllegalArgumentException(
                    "the prefix of an " + (ipv4 ? "IPv4" : "IPv6") + " address has 0 to " + longest + " bits");
        }
        int offset = ipv4 ? IPV4_OFFSET : 0;
        return new Subnet(AddressBits.high(address), AddressBits.low(address), offset + length);
    }

    /** The bits of the upper 64 that a prefix of this length covers. */
    static long highMask(int length) {
        return length == 0 ? 0 : -1L << Math.max(0, Long.SIZE - length);
    }

    /** The bits of the lower 64 that a prefix of this length covers. */
    static long lowMask(int length) {
        return length <= Long.SIZE ? 0 : -1L << (BITS - length);
    }

    boolean isIpv4() {
        return length >= IPV4_OFFSET && AddressBits.isIpv4(high, low);
    }

    /** The upper 64 bits of its last address. */
    long lastHigh() {
        return high | ~highMask(length);
    }

    /** The lower 64 bits of its last address. */
    long lastLow() {
        return low | ~lowMask(length);
    }
}
