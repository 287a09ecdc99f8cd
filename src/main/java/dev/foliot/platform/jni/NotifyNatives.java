package dev.foliot.platform.jni;

import java.nio.ByteBuffer;

/** {@code foliot/notify.h}. The buffers are direct. */
final class NotifyNatives {
    private NotifyNatives() {}

    static native int send(ByteBuffer address, int addressLength, ByteBuffer message, int messageLength);
}
