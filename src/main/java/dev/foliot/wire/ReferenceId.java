package dev.foliot.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a clock takes its time from (RFC 5905, section 7.3). Stratum 0 and 1 have up to four ASCII characters, padded
 * with zeros; above that it is the IPv4 address of the source, or the first four bytes of the MD5 digest of its IPv6
 * address. Which of the latter two, nobody can tell.
 *
 * @param value the four bytes, the first one on the wire in the highest bits
 */
public record ReferenceId(int value) {
    private static final int MAX_STRATUM = 15;

    /** @param text one to four printable ASCII characters, such as {@code GPS} */
    public static ReferenceId ofAscii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (text.isEmpty() || bytes.length > 4 || !text.chars().allMatch(ReferenceId::isPrintable)) {
            throw new IllegalArgumentException("not 1 to 4 printable ASCII characters: \"" + text + "\"");
        }
        return new ReferenceId(ByteBuffer.wrap(Arrays.copyOf(bytes, 4)).getInt());
    }

    /** The identifier of a clock that follows the server at {@code address}. */
    public static ReferenceId ofAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new ReferenceId(ByteBuffer.wrap(address instanceof Inet4Address ? bytes : md5(bytes))
                .getInt());
    }

    /**
     * The identifier as people read it.
     *
     * @param stratum of the same packet: 0 and 1 give ASCII, 2 to 15 a dotted quad; whatever fits neither is
     *     hexadecimal
     */
    public String text(int stratum) {
        String ascii = stratum <= 1 ? ascii() : "";
        if (!ascii.isEmpty()) {
            return ascii;
        }
        return stratum >= 2 && stratum <= MAX_STRATUM ? dottedQuad() : String.format("%08X", value);
    }

    /** The characters before the zero padding; empty when it is not printable text. */
    private String ascii() {
        int length = 4 - Math.min(4, Integer.numberOfTrailingZeros(value) / 8);
        byte[] bytes = ByteBuffer.allocate(4).putInt(value).array();
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(ReferenceId::isPrintable) ? text : "";
    }

    private String dottedQuad() {
        return (value >>> 24) + "." + (value >>> 16 & 0xff) + "." + (value >>> 8 & 0xff) + "." + (value & 0xff);
    }

    private static boolean isPrintable(int character) {
        return character >= ' ' && character <= '~';
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
