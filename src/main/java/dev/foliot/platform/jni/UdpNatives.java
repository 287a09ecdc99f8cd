package dev.foliot.platform.jni;

import java.nio.ByteBuffer;

/**
 * {@code foliot/udp.h}. {@code slots} is the memory of a {@link dev.foliot.platform.DatagramBatch}; the caller
 * answers for {@code first} and {@code count} lying within it.
 */
final class UdpNatives {
    // enum foliot_stamp_source: the ordinals of StampSource.
    static final int STAMP_NONE = 0;
    static final int STAMP_DAEMON = 1;
    static final int STAMP_KERNEL = 2;
    static final int STAMP_HARDWARE = 3;

    // Flags of bind and connect.
    static final int REUSE_PORT = 1;
    static final int TRANSMIT_STAMPS = 2;
    static final int LARGE_BUFFER = 8;

    // struct foliot_address: 16 bytes, then ints.
    static final int ADDRESS_BYTES = 0;
    static final int ADDRESS_LENGTH = 16;
    static final int ADDRESS_PORT = 20;
    static final int ADDRESS_SCOPE = 24;
    static final int ADDRESS_SIZE = 28;

    private UdpNatives() {}

    /** @return a file descriptor */
    static native int bind(ByteBuffer local, int flags);

    /** @return a file descriptor */
    static native int connect(ByteBuffer remote, int flags);

    static native int localAddress(int fd, ByteBuffer local);

    static native int receive(int fd, ByteBuffer slots, int count);

    static native int send(int fd, ByteBuffer slots, int first, int count);

    static native int reply(int fd, ByteBuffer slots, int count, long leadNs, int paceNs);

    /** @return 1, or 0 where the system has rules of its own */
    static native int spreadByAddress(int fd, int count);

    static native int transmitStamps(int fd, ByteBuffer slots, int count);

    /** @return modulo 2^32 */
    static native long lost(int fd);

    static native int keepStamping();

    static native int close(int fd);
}
