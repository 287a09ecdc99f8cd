package dev.foliot.platform.jni;

import java.nio.ByteBuffer;

/** What an errno value means: the numbers differ between operating systems, so C tells. */
final class ErrnoNatives {
    /** None of those below. */
    static final int OTHER = 0;
    /** EPERM, EACCES. */
    static final int PERMISSION = 1;
    /** ECONNREFUSED. */
    static final int CONNECTION_REFUSED = 2;
    /** EADDRINUSE, EADDRNOTAVAIL. */
    static final int ADDRESS_NOT_AVAILABLE = 3;
    /** EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN. */
    static final int UNREACHABLE = 4;

    private ErrnoNatives() {}

    /** Which of the constants above {@code errno} (positive) belongs to. */
    static native int kind(int errno);

    /**
     * Writes the system's text for {@code errno} into {@code text}, cut off where that is too short.
     *
     * @return its length in bytes
     */
    static native int text(int errno, ByteBuffer text);
}
