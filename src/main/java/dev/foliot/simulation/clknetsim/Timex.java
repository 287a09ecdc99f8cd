package dev.foliot.simulation.clknetsim;

import java.nio.ByteBuffer;

/** The fields of {@code struct timex} that a time daemon uses, in its layout on 64-bit Linux. */
final class Timex {
    static final int SIZE = 208;

    static final int MODE_FREQUENCY = 0x2;
    static final int MODE_MAX_ERROR = 0x4;
    static final int MODE_ESTIMATED_ERROR = 0x8;
    static final int MODE_STATUS = 0x10;
    static final int MODE_TAI = 0x80;
    static final int MODE_SET_OFFSET = 0x100;
    static final int MODE_NANOSECONDS = 0x2000;
    static final int MODE_TICK = 0x4000;

    static final int STATUS_PLL = 0x1;
    static final int STATUS_INSERT = 0x10;
    static final int STATUS_DELETE = 0x20;
    static final int STATUS_UNSYNCHRONISED = 0x40;

    /** {@code MODE_*}: what the call sets. */
    int modes;
    /** In 2^-16 ppm. */
    long frequency;
    /** In microseconds. */
    long maxError;
    /** In microseconds. */
    long estimatedError;
    /** {@code STATUS_*}. */
    int status;
    /** TAI - UTC to be set. */
    long constant;
    /** Whole seconds of a step. */
    long stepSeconds;
    /** Its nanoseconds, 0 to 999999999. */
    long stepNanoseconds;
    /** Microseconds in each of 100 ticks a second: each one more is 100 ppm. */
    long tick;
    /** TAI - UTC in force. */
    int tai;

    /** Appends it to a request. */
    void writeTo(ByteBuffer buffer) {
        int at = buffer.position();
        buffer.put(new byte[SIZE]);
        buffer.putInt(at, modes);
        buffer.putLong(at + 16, frequency);
        buffer.putLong(at + 24, maxError);
        buffer.putLong(at + 32, estimatedError);
        buffer.putInt(at + 40, status);
        buffer.putLong(at + 48, constant);
        buffer.putLong(at + 72, stepSeconds);
        buffer.putLong(at + 80, stepNanoseconds);
        buffer.putLong(at + 88, tick);
    }

    /** Takes what a reply has from offset {@code at} on. */
    void readFrom(ByteBuffer buffer, int at) {
        frequency = buffer.getLong(at + 16);
        maxError = buffer.getLong(at + 24);
        estimatedError = buffer.getLong(at + 32);
        status = buffer.getInt(at + 40);
        tick = buffer.getLong(at + 88);
        tai = buffer.getInt(at + 160);
    }
}
