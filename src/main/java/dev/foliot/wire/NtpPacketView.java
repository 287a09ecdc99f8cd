package dev.foliot.wire;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * An NTP packet of version 1 to 4, read where it lies. One view serves many packets, one after another: {@link #wrap}
 * moves it and checks the structure; the accessors hold only after it found no fault, and only while the bytes stay as
 * they are.
 *
 * <p>Positions ({@code at}) count from the first byte of the packet. Extension fields are walked without an iterator:
 *
 * <pre>{@code
 * for (int at = packet.extensionsStart(); at < packet.extensionsEnd(); at += packet.extensionLength(at)) {
 *     switch (packet.extensionType(at)) { ... packet.buffer(), packet.offset() + at + ExtensionField.BODY ... }
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class NtpPacketView {
    /**
     * A MAC without a digest: a zero key identifier, by which a server says that it could not authenticate the request.
     */
    public static final int CRYPTO_NAK_LENGTH = 4;

    /** A version 4 MAC: key identifier and 16 bytes (MD5, AES-CMAC) or 20 bytes (SHA-1, or longer digests cut off). */
    private static final int MAC_WITH_16_BYTES = 20;

    private static final int MAC_WITH_20_BYTES = 24;

    /** Before version 4, without extension fields to confuse a MAC with: from DES (RFC 1305) to 64 bytes and flags. */
    private static final int MIN_OLD_MAC = 12;

    private static final int MAX_OLD_MAC = 72;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer buffer = NOTHING;
    private int offset;
    private int length;
    private int macStart;

    /**
     * Moves the view to a packet, and checks that it is one. After a fault the view is empty: every accessor of a field
     * throws {@link IndexOutOfBoundsException}.
     *
     * @param buffer memory in network order; its position does not matter
     * @param offset index of the packet's first byte
     * @param length bytes in the packet
     * @return null when the packet is well-formed, else what is wrong with it
     * @throws IndexOutOfBoundsException when the buffer has no such range
     */
    public PacketFault wrap(ByteBuffer buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.limit());
        if (buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("the buffer is not in network order");
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        PacketFault fault = checkHeader();
        if (fault == null) {
            fault = version() == 4 ? checkExtensionsAndMac() : checkOldMac();
        }
        if (fault != null) {
            this.buffer = NOTHING;
            this.length = 0;
            this.macStart = 0;
        }
        return fault;
    }

    private PacketFault checkHeader() {
        if (length < NtpHeader.SIZE) {
            return PacketFault.TOO_SHORT;
        }
        int version = version();
        if (version < 1 || version > NtpHeader.VERSION) {
            return PacketFault.UNSUPPORTED_VERSION;
        }
        if (mode().compareTo(NtpMode.CONTROL) >= 0) {
            return PacketFault.NOT_A_TIME_PACKET;
        }
        return length % 4 == 0 ? null : PacketFault.MISALIGNED;
    }

    /** RFC 7822, section 3: what is as long as a MAC is one, so no field that ends a packet may be that short. */
    private PacketFault checkExtensionsAndMac() {
        int at = NtpHeader.SIZE;
        int field = 0;
        while (at < length && !isMac(at)) {
            int rest = length - at;
            if (rest < ExtensionField.MIN_LENGTH) {
                return PacketFault.TRAILING_BYTES;
            }
            field = extensionLength(at);
            if (field < ExtensionField.MIN_LENGTH || field % ExtensionField.ALIGNMENT != 0 || field > rest) {
                return PacketFault.EXTENSION_LENGTH;
            }
            at += field;
        }
        macStart = at;
        boolean endsInField = field != 0 && at == length;
        return endsInField && field < ExtensionField.MIN_LAST_LENGTH ? PacketFault.LAST_EXTENSION_TOO_SHORT : null;
    }

    private PacketFault checkOldMac() {
        macStart = NtpHeader.SIZE;
        int rest = length - macStart;
        boolean fits = rest == 0 || isCryptoNak(macStart) || (rest >= MIN_OLD_MAC && rest <= MAX_OLD_MAC);
        return fits ? null : PacketFault.TRAILING_BYTES;
    }

    private boolean isMac(int at) {
        int rest = length - at;
        return rest == MAC_WITH_16_BYTES || rest == MAC_WITH_20_BYTES || isCryptoNak(at);
    }

    private boolean isCryptoNak(int at) {
        return length - at == CRYPTO_NAK_LENGTH && buffer.getInt(offset + at) == 0;
    }

    /** The memory that the packet lies in. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Index in {@link #buffer} of the packet's first byte. */
    public int offset() {
        return offset;
    }

    /** Bytes in the packet, MAC included. */
    public int length() {
        return length;
    }

    public LeapIndicator leap() {
        return LeapIndicator.of(buffer.get(offset + NtpHeader.LEAP_VERSION_MODE) >> 6);
    }

    /** The protocol version, 1 to 4. */
    public int version() {
        return buffer.get(offset + NtpHeader.LEAP_VERSION_MODE) >> 3 & 7;
    }

    public NtpMode mode() {
        return NtpMode.of(buffer.get(offset + NtpHeader.LEAP_VERSION_MODE));
    }

    /**
     * 0 unspecified or a kiss, 1 a primary server, 2 to 15 secondary servers, 16 unsynchronised; up to 255 on the wire.
     */
    public int stratum() {
        return Byte.toUnsignedInt(buffer.get(offset + NtpHeader.STRATUM));
    }

    /** The poll exponent, base-2 logarithm of seconds; any signed byte. */
    public int poll() {
        return buffer.get(offset + NtpHeader.POLL);
    }

    /** The precision of the sender's clock, base-2 logarithm of seconds; any signed byte. */
    public int precision() {
        return buffer.get(offset + NtpHeader.PRECISION);
    }

    /** Round-trip delay to the primary source, in the {@link NtpShort} format. */
    public int rootDelay() {
        return buffer.getInt(offset + NtpHeader.ROOT_DELAY);
    }

    /** Round-trip delay to the primary source, in seconds. */
    public double rootDelayS() {
        return NtpShort.toSeconds(rootDelay());
    }

    /** Dispersion to the primary source, in the {@link NtpShort} format. */
    public int rootDispersion() {
        return buffer.getInt(offset + NtpHeader.ROOT_DISPERSION);
    }

    /** Dispersion to the primary source, in seconds. */
    public double rootDispersionS() {
        return NtpShort.toSeconds(rootDispersion());
    }

    /** The four bytes of the {@link ReferenceId}. */
    public int referenceId() {
        return buffer.getInt(offset + NtpHeader.REFERENCE_ID);
    }

    /** What a packet of stratum 0 says; {@link KissCode#NO_KISS} at any other stratum. */
    public KissCode kissCode() {
        return stratum() == 0 ? KissCode.of(referenceId()) : KissCode.NO_KISS;
    }

    /** When the sender's clock was last set or corrected. */
    public long referenceTimestamp() {
        return buffer.getLong(offset + NtpHeader.REFERENCE_TIMESTAMP);
    }

    /**
     * In a reply, what the request had as its transmit timestamp (in interleaved mode, its receive timestamp: RFC
     * 9769).
     */
    public long originTimestamp() {
        return buffer.getLong(offset + NtpHeader.ORIGIN_TIMESTAMP);
    }

    /** When the sender received what it answers. */
    public long receiveTimestamp() {
        return buffer.getLong(offset + NtpHeader.RECEIVE_TIMESTAMP);
    }

    /**
     * When the sender sent this packet (in interleaved mode, its previous one); in a client's request any number will
     * do.
     */
    public long transmitTimestamp() {
        return buffer.getLong(offset + NtpHeader.TRANSMIT_TIMESTAMP);
    }

    /** Position of the first extension field; there is none unless {@link #extensionsEnd} is beyond it. */
    public int extensionsStart() {
        return NtpHeader.SIZE;
    }

    /** Position after the last extension field. */
    public int extensionsEnd() {
        return macStart;
    }

    /** The type of the extension field at a position, 0 to 65535. */
    public int extensionType(int at) {
        return Short.toUnsignedInt(buffer.getShort(offset + at + ExtensionField.TYPE));
    }

    /** Bytes in the extension field at a position, its type, length and padding included. */
    public int extensionLength(int at) {
        return Short.toUnsignedInt(buffer.getShort(offset + at + ExtensionField.LENGTH));
    }

    /** Bytes of the message authentication code, key identifier included; 0 when there is none. */
    public int macLength() {
        return length - macStart;
    }

    /** Position of the MAC, which authenticates all bytes before it; equal to {@link #length} when there is none. */
    public int macStart() {
        return macStart;
    }

    /** Whether the packet ends in a MAC that says that authentication failed. */
    public boolean hasCryptoNak() {
        return macLength() == CRYPTO_NAK_LENGTH;
    }

    /** The key identifier of the MAC, unsigned. Only when {@link #macLength} is not 0. */
    public int keyId() {
        return buffer.getInt(offset + macStart);
    }
}
