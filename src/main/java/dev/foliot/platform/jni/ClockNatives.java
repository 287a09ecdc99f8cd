package dev.foliot.platform.jni;

import java.nio.ByteBuffer;

/**
 * {@code foliot/clock.h}. The buffers are direct, in the machine's byte order, and hold the structures laid out
 * below.
 */
final class ClockNatives {
    // enum foliot_clock_interface.
    static final int INTERFACE_NATIVE = 0;
    static final int INTERFACE_ADJTIMEX = 1;
    static final int INTERFACE_NTP_ADJTIME = 2;

    // enum foliot_leap: the ordinals of LeapIndicator.
    static final int LEAP_NONE = 0;
    static final int LEAP_INSERT = 1;
    static final int LEAP_DELETE = 2;
    static final int LEAP_UNSYNCHRONISED = 3;

    // enum foliot_frequency_onset: the ordinals of FrequencyOnset.
    static final int FREQUENCY_AT_ONCE = 0;
    static final int FREQUENCY_NEXT_SECOND = 1;
    static final int FREQUENCY_AFTER_A_SECOND = 2;

    // Flag of step: leave what an older interface lost as it is.
    static final int STEP_UNCOMPENSATED = 1;

    // struct foliot_clock_reading: two longs.
    static final int READING_UTC_NS = 0;
    static final int READING_MONOTONIC_NS = 8;
    static final int READING_SIZE = 16;

    // struct foliot_clock_raw_reading: four longs.
    static final int RAW_READING_UTC_NS = 0;
    static final int RAW_READING_MONOTONIC_NS = 8;
    static final int RAW_READING_RAW_NS = 16;
    static final int RAW_READING_WIDTH_NS = 24;
    static final int RAW_READING_SIZE = 32;

    // struct foliot_clock_state: a double, then longs.
    static final int STATE_FREQUENCY_PPB = 0;
    static final int STATE_LEAP = 8;
    static final int STATE_MAX_ERROR_NS = 16;
    static final int STATE_ESTIMATED_ERROR_NS = 24;
    static final int STATE_TAI_OFFSET_S = 32;
    static final int STATE_DISCIPLINED_BY_OTHER = 40;
    static final int STATE_SIZE = 48;

    // struct foliot_clock_capabilities: longs, but for two doubles.
    static final int CAPABILITIES_STEERABLE = 0;
    static final int CAPABILITIES_ATOMIC_STEP = 8;
    static final int CAPABILITIES_LEAP = 16;
    static final int CAPABILITIES_TAI = 24;
    static final int CAPABILITIES_FREQUENCY_ONSET = 32;
    static final int CAPABILITIES_MAX_FREQUENCY_PPB = 40;
    static final int CAPABILITIES_FREQUENCY_QUANTUM_PPB = 48;
    static final int CAPABILITIES_READING_QUANTUM_NS = 56;
    static final int CAPABILITIES_SIZE = 64;

    private ClockNatives() {}

    static native int read(ByteBuffer reading);

    static native int readRaw(ByteBuffer reading);

    /** @param suspendedNs gets one long */
    static native int suspended(ByteBuffer suspendedNs);

    /** @param residueNs gets one long */
    static native int step(int clockInterface, long offsetNs, int flags, ByteBuffer residueNs);

    /** @param inForcePpb gets one double */
    static native int setFrequency(int clockInterface, double ppb, ByteBuffer inForcePpb);

    static native int state(int clockInterface, ByteBuffer state);

    static native int setStatus(int clockInterface, int leap, long maxErrorNs, long estimatedErrorNs);

    static native int setTai(int clockInterface, int seconds);

    static native int capabilities(int clockInterface, ByteBuffer capabilities);

    /**
     * Writes the name of the interface's backend into {@code name}, cut off where that is too short.
     *
     * @return its length in bytes
     */
    static native int backendName(int clockInterface, ByteBuffer name);
}
