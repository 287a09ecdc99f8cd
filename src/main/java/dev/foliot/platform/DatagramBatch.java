package dev.foliot.platform;

import dev.foliot.time.StampSource;
import java.lang.annotation.Native;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A fixed number of datagrams in one direct buffer that Java owns and the native library fills and sends: a receive or
 * a send is one crossing of the border for the whole batch, and allocates nothing.
 *
 * <p>Each slot is {@value #SLOT_SIZE} bytes: a header in the machine's byte order (offsets below; {@code
 * native/include/foliot/udp.h} has the same structure, and the build fails when the two differ), then the payload,
 * whose integers are in network order. One thread at a time uses a batch.
 */
public final class DatagramBatch {
    /** int: bytes in the payload. */
    @Native
    public static final int LENGTH = 0;
    /** int: {@code FLAG_*}. */
    @Native
    public static final int FLAGS = 4;
    /** long: nanoseconds since the Unix epoch, by the kernel's real-time clock. */
    @Native
    public static final int STAMP_NS = 8;
    /** int: ordinal of {@link StampSource}. */
    @Native
    public static final int STAMP_SOURCE = 16;
    /** int: how far the stamp may be from the truth for its resolution, in nanoseconds. */
    @Native
    public static final int STAMP_ERROR_NS = 20;
    /** int: of a transmit stamp, the number of the datagram on its socket, from 0. */
    @Native
    public static final int TRANSMIT_ID = 24;
    /** int: network interface that the datagram came in by, 0 when unknown. */
    @Native
    public static final int INTERFACE = 28;
    /** 16 bytes: the other end, IPv6, or IPv4 in its first 4 bytes. */
    @Native
    public static final int REMOTE_ADDRESS = 32;
    /** 16 bytes: this end: where the datagram was sent to, and where the reply shall come from. */
    @Native
    public static final int LOCAL_ADDRESS = 48;
    /** int: port of the other end, in host order. */
    @Native
    public static final int REMOTE_PORT = 64;
    /** int: scope of the remote address when it is link-local IPv6, else 0. */
    @Native
    public static final int REMOTE_SCOPE = 68;
    /** int: bytes of the remote address, 4 or 16; 0 when the socket is connected and the kernel knows it. */
    @Native
    public static final int REMOTE_FAMILY = 72;
    /** int: bytes of the local address, 4 or 16; 0 when unknown. */
    @Native
    public static final int LOCAL_FAMILY = 76;
    /** int: after a reply: why it was not sent, a number of the operating system ({@code errno}); else 0. */
    @Native
    public static final int SEND_ERROR = 80;
    /** The payload. */
    @Native
    public static final int PAYLOAD = 128;

    @Native
    public static final int SLOT_SIZE = 1536;

    @Native
    public static final int PAYLOAD_CAPACITY = SLOT_SIZE - PAYLOAD;

    /** Received: the datagram was longer than the payload's capacity; its rest is lost. */
    @Native
    public static final int FLAG_TRUNCATED = 1;
    /**
     * To send: write the time right before the system call into the payload's NTP transmit timestamp (offset {@value
     * #NTP_TRANSMIT}), its lowest bit 0. STAMP_NS gets that time with or without this flag.
     */
    @Native
    public static final int FLAG_STAMP_TRANSMIT = 2;
    /** To reply: this slot gets no reply. */
    @Native
    public static final int FLAG_SKIP = 4;
    /** To reply: have the system stamp this one as it leaves, for {@link ServingSocket#receiveTransmitStamps}. */
    @Native
    public static final int FLAG_STAMP_REQUEST = 8;
    /** Received: it was sent to a broadcast or multicast address, so that others may have it too. */
    @Native
    public static final int FLAG_TO_MANY = 16;
    /** Received from an {@link NtsSession}: it is not what the server has sent, or nothing proves that it is. */
    public static final int FLAG_NOT_AUTHENTIC = 32;
    /** Received from an {@link NtsSession}: somebody says that the server cannot read our cookie (RFC 8915: NTS NAK). */
    public static final int FLAG_NAK = 64;

    /** Where an NTP packet has its transmit timestamp (RFC 5905, figure 8). */
    @Native
    public static final int NTP_TRANSMIT = 40;

    /** ::ffff:0:0/96 (RFC 4291, section 2.5.5.2), its second half. */
    private static final long IPV4_MAPPED = 0xffff_0000_0000L;

    private final int capacity;
    private final ByteBuffer header;
    private final ByteBuffer payload;

    /** @param capacity number of slots, at least 1 */
    public DatagramBatch(int capacity) {
        this.capacity = capacity;
        this.header = ByteBuffer.allocateDirect(Math.multiplyExact(capacity, SLOT_SIZE))
                .order(ByteOrder.nativeOrder());
        this.payload = header.duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    public int capacity() {
        return capacity;
    }

    /** The whole memory, slots one after another, in the machine's byte order. */
    public ByteBuffer memory() {
        return header;
    }

    /** The same memory in network order; slot {@code i}'s payload starts at {@link #payloadOffset}. */
    public ByteBuffer payload() {
        return payload;
    }

    public static int payloadOffset(int slot) {
        return slot * SLOT_SIZE + PAYLOAD;
    }

    public int length(int slot) {
        return header.getInt(slot * SLOT_SIZE + LENGTH);
    }

    public void setLength(int slot, int length) {
        if (length < 0 || length > PAYLOAD_CAPACITY) {
            throw new IllegalArgumentException("payload of " + length + " bytes; a slot holds " + PAYLOAD_CAPACITY);
        }
        header.putInt(slot * SLOT_SIZE + LENGTH, length);
    }

    public int flags(int slot) {
        return header.getInt(slot * SLOT_SIZE + FLAGS);
    }

    public void setFlags(int slot, int flags) {
        header.putInt(slot * SLOT_SIZE + FLAGS, flags);
    }

    public long stampNs(int slot) {
        return header.getLong(slot * SLOT_SIZE + STAMP_NS);
    }

    public StampSource stampSource(int slot) {
        return StampSource.of(header.getInt(slot * SLOT_SIZE + STAMP_SOURCE));
    }

    public int stampErrorNs(int slot) {
        return header.getInt(slot * SLOT_SIZE + STAMP_ERROR_NS);
    }

    public void setStamp(int slot, long stampNs, StampSource source, int errorNs) {
        header.putLong(slot * SLOT_SIZE + STAMP_NS, stampNs);
        header.putInt(slot * SLOT_SIZE + STAMP_SOURCE, source.ordinal());
        header.putInt(slot * SLOT_SIZE + STAMP_ERROR_NS, errorNs);
    }

    public int transmitId(int slot) {
        return header.getInt(slot * SLOT_SIZE + TRANSMIT_ID);
    }

    public void setTransmitId(int slot, int id) {
        header.putInt(slot * SLOT_SIZE + TRANSMIT_ID, id);
    }

    /** See {@link #SEND_ERROR}. */
    public int sendError(int slot) {
        return header.getInt(slot * SLOT_SIZE + SEND_ERROR);
    }

    /** The first half of the other end's address as IPv6, in which IPv4 has the form ::ffff:192.0.2.1. */
    public long remoteHigh(int slot) {
        return isRemoteIpv4(slot) ? 0 : payload.getLong(slot * SLOT_SIZE + REMOTE_ADDRESS);
    }

    /** The second half of that address. */
    public long remoteLow(int slot) {
        int address = slot * SLOT_SIZE + REMOTE_ADDRESS;
        return isRemoteIpv4(slot)
                ? IPV4_MAPPED | Integer.toUnsignedLong(payload.getInt(address))
                : payload.getLong(address + Long.BYTES);
    }

    public boolean isRemoteIpv4(int slot) {
        return header.getInt(slot * SLOT_SIZE + REMOTE_FAMILY) == 4;
    }

    /** The port of the other end, 0 to 65535. */
    public int remotePort(int slot) {
        return header.getInt(slot * SLOT_SIZE + REMOTE_PORT);
    }

    /**
     * The other end; null when the slot names none (a connected socket's). Allocates: not for the server's hot path.
     */
    public InetSocketAddress remote(int slot) {
        InetAddress address = address(slot, REMOTE_ADDRESS, header.getInt(slot * SLOT_SIZE + REMOTE_FAMILY));
        return address == null ? null : new InetSocketAddress(address, header.getInt(slot * SLOT_SIZE + REMOTE_PORT));
    }

    /** The address of this end; null when unknown. Allocates. */
    public InetAddress local(int slot) {
        return address(slot, LOCAL_ADDRESS, header.getInt(slot * SLOT_SIZE + LOCAL_FAMILY));
    }

    /** Names the other end of a slot to be sent; null on a connected socket. */
    public void setRemote(int slot, InetSocketAddress remote) {
        setAddress(slot, REMOTE_ADDRESS, REMOTE_FAMILY, remote == null ? null : remote.getAddress());
        header.putInt(slot * SLOT_SIZE + REMOTE_PORT, remote == null ? 0 : remote.getPort());
        int scope = remote != null && remote.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
        header.putInt(slot * SLOT_SIZE + REMOTE_SCOPE, scope);
    }

    /** Names the address of this end that a slot shall be sent from; null leaves it to the kernel. */
    public void setLocal(int slot, InetAddress local) {
        setAddress(slot, LOCAL_ADDRESS, LOCAL_FAMILY, local);
    }

    /** Empties a slot's header; the payload stays. */
    public void clear(int slot) {
        for (int offset = 0; offset < PAYLOAD; offset += Long.BYTES) {
            header.putLong(slot * SLOT_SIZE + offset, 0);
        }
    }

    private void setAddress(int slot, int addressOffset, int familyOffset, InetAddress address) {
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        header.putInt(slot * SLOT_SIZE + familyOffset, bytes.length);
        header.put(slot * SLOT_SIZE + addressOffset, Arrays.copyOf(bytes, 16));
    }

    private InetAddress address(int slot, int addressOffset, int length) {
        if (length != 4 && length != 16) {
            return null;
        }
        byte[] bytes = new byte[length];
        header.get(slot * SLOT_SIZE + addressOffset, bytes);
        int scope = length == 16 ? header.getInt(slot * SLOT_SIZE + REMOTE_SCOPE) : 0;
        try {
            return scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }
}
