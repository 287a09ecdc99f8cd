package dev.foliot.wire;

import dev.foliot.time.LeapIndicator;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Writes an NTP packet in place. One writer serves many packets: {@link #wrap} moves it. Setters write straight into
 * memory, in any order; a reply may be written over its request, once everything that is wanted from the request has
 * been read.
 *
 * <p>Not thread-safe.
 */
public final class NtpPacketWriter {
    /** 2^32 seconds: what a client that reveals nothing says of its clock. */
    private static final int UNTOLD_PRECISION = 32;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;
    private int capacity;
    private int length;

    /**
     * Moves the writer; the packet is a header without extension fields, whose bytes are as they were.
     *
     * @param buffer memory in network order; its position does not matter
     * @param offset index of the packet's first byte
     * @param capacity bytes that the packet may have, at least {@link NtpHeader#SIZE}
     * @throws IndexOutOfBoundsException when the buffer has no such range
     */
    public NtpPacketWriter wrap(ByteBuffer buffer, int offset, int capacity) {
        Objects.checkFromIndexSize(offset, capacity, buffer.limit());
        if (buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("the buffer is not in network order");
        }
        if (capacity < NtpHeader.SIZE) {
            throw new IllegalArgumentException("an NTP packet does not fit in " + capacity + " bytes");
        }
        this.buffer = buffer;
        this.offset = offset;
        this.capacity = capacity;
        this.length = NtpHeader.SIZE;
        return this;
    }

    /**
     * Writes the header of a client's request, all zeros but for what a server needs: it tells nothing of this machine,
     * whose clock may be what an attacker wants to know (draft-ietf-ntp-data-minimization).
     *
     * @param poll the poll exponent, base-2 logarithm of seconds
     * @param transmitTimestamp a random number, new for each request: the reply must return it
     */
    public NtpPacketWriter clientRequest(int poll, long transmitTimestamp) {
        return clearHeader()
                .leapVersionMode(LeapIndicator.NONE, NtpHeader.VERSION, NtpMode.CLIENT)
                .poll(poll)
                .precision(UNTOLD_PRECISION)
                .transmitTimestamp(transmitTimestamp);
    }

    /** Sets every byte of the header to zero. */
    public NtpPacketWriter clearHeader() {
        zero(0, NtpHeader.SIZE);
        return this;
    }

    /** @param version 1 to 4 */
    public NtpPacketWriter leapVersionMode(LeapIndicator leap, int version, NtpMode mode) {
        int bits = leap.ordinal() << 6 | (version & 7) << 3 | mode.ordinal();
        buffer.put(offset + NtpHeader.LEAP_VERSION_MODE, (byte) bits);
        return this;
    }

    /** @param stratum 0 to 255 */
    public NtpPacketWriter stratum(int stratum) {
        buffer.put(offset + NtpHeader.STRATUM, (byte) stratum);
        return this;
    }

    /** @param poll base-2 logarithm of seconds, a signed byte */
    public NtpPacketWriter poll(int poll) {
        buffer.put(offset + NtpHeader.POLL, (byte) poll);
        return this;
    }

    /** @param precision base-2 logarithm of seconds, a signed byte */
    public NtpPacketWriter precision(int precision) {
        buffer.put(offset + NtpHeader.PRECISION, (byte) precision);
        return this;
    }

    /** @param rootDelay in the {@link dev.foliot.time.NtpShort} format */
    public NtpPacketWriter rootDelay(int rootDelay) {
        buffer.putInt(offset + NtpHeader.ROOT_DELAY, rootDelay);
        return this;
    }

    /** @param rootDispersion in the {@link dev.foliot.time.NtpShort} format */
    public NtpPacketWriter rootDispersion(int rootDispersion) {
        buffer.putInt(offset + NtpHeader.ROOT_DISPERSION, rootDispersion);
        return this;
    }

    /** @param referenceId a {@link ReferenceId} or, at stratum 0, a {@link KissCode} */
    public NtpPacketWriter referenceId(int referenceId) {
        buffer.putInt(offset + NtpHeader.REFERENCE_ID, referenceId);
        return this;
    }

    public NtpPacketWriter referenceTimestamp(long timestamp) {
        buffer.putLong(offset + NtpHeader.REFERENCE_TIMESTAMP, timestamp);
        return this;
    }

    public NtpPacketWriter originTimestamp(long timestamp) {
        buffer.putLong(offset + NtpHeader.ORIGIN_TIMESTAMP, timestamp);
        return this;
    }

    public NtpPacketWriter receiveTimestamp(long timestamp) {
        buffer.putLong(offset + NtpHeader.RECEIVE_TIMESTAMP, timestamp);
        return this;
    }

    public NtpPacketWriter transmitTimestamp(long timestamp) {
        buffer.putLong(offset + NtpHeader.TRANSMIT_TIMESTAMP, timestamp);
        return this;
    }

    /**
     * Appends an extension field that another field or a MAC will follow: its type and length are written, its body is
     * zeros for the caller to fill in, its padding stays zero.
     *
     * @param type 0 to 65535
     * @param bodyLength bytes of body, without padding
     * @return position of the body, counted from the first byte of the packet
     * @throws BufferOverflowException when the packet would outgrow its capacity; nothing is written
     */
    public int appendExtension(int type, int bodyLength) {
        return append(type, bodyLength, ExtensionField.MIN_LENGTH);
    }

    /** Appends, as {@link #appendExtension} does, the extension field that ends the packet. */
    public int appendLastExtension(int type, int bodyLength) {
        return append(type, bodyLength, ExtensionField.MIN_LAST_LENGTH);
    }

    private int append(int type, int bodyLength, int minLength) {
        int maxBodyLength = ExtensionField.MAX_LENGTH - ExtensionField.BODY;
        if (bodyLength < 0 || bodyLength > maxBodyLength) {
            throw new IllegalArgumentException("an extension field has no body of " + bodyLength + " bytes");
        }
        int unpadded = ExtensionField.BODY + bodyLength;
        int padded = (unpadded + ExtensionField.ALIGNMENT - 1) & -ExtensionField.ALIGNMENT;
        int fieldLength = Math.max(minLength, padded);
        if (fieldLength > capacity - length) {
            throw new BufferOverflowException();
        }
        int at = length;
        zero(at, fieldLength);
        buffer.putShort(offset + at + ExtensionField.TYPE, (short) type);
        buffer.putShort(offset + at + ExtensionField.LENGTH, (short) fieldLength);
        length += fieldLength;
        return at + ExtensionField.BODY;
    }

    /** Bytes in the packet so far. */
    public int length() {
        return length;
    }

    /** Both are multiples of four. */
    private void zero(int from, int count) {
        for (int at = from; at < from + count; at += Integer.BYTES) {
            buffer.putInt(offset + at, 0);
        }
    }
}
