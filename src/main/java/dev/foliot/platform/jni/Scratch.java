package dev.foliot.platform.jni;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A small direct buffer for each thread, in which a native function leaves a structure for its caller. */
final class Scratch {
    private static final int SIZE = 64;

    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> allocate(SIZE));

    private Scratch() {}

    /** This thread's buffer. What it holds is lost with the next call that uses it. */
    static ByteBuffer get() {
        return BUFFER.get();
    }

    /** A direct buffer in the machine's byte order. */
    static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
