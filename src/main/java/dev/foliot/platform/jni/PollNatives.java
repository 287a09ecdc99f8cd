package dev.foliot.platform.jni;

import java.nio.ByteBuffer;

/**
 * {@code foliot/poll.h}. The buffers are direct, in the machine's byte order, and hold the structures laid out below.
 */
final class PollNatives {
    // The most descriptors that one wait watches.
    static final int MAX_ITEMS = 1024;

    // The one thing to ask for in ITEM_EVENTS.
    static final int READ = 1;

    // struct foliot_poll_item: three ints.
    static final int ITEM_FD = 0;
    static final int ITEM_EVENTS = 4;
    static final int ITEM_READY = 8;
    static final int ITEM_SIZE = 12;

    // struct foliot_wake: three ints.
    static final int WAKE_READ_FD = 0;
    static final int WAKE_WRITE_FD = 4;
    static final int WAKE_CLOCK_SET_FD = 8;
    static final int WAKE_SIZE = 12;

    private PollNatives() {}

    static native int await(ByteBuffer items, int count, ByteBuffer wake, long timeoutNs);

    static native int openWake(ByteBuffer wake);

    static native int signalWake(ByteBuffer wake);

    static native int closeWake(ByteBuffer wake);
}
