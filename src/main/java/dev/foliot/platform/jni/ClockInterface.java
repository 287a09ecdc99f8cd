package dev.foliot.platform.jni;

/** The interfaces of the kernel that steer its clock. */
public enum ClockInterface {
    /** The best that this system has. */
    NATIVE(ClockNatives.INTERFACE_NATIVE),
    /** Linux's {@code clock_adjtime(2)}: atomic steps, 10 % of frequency, TAI. */
    ADJTIMEX(ClockNatives.INTERFACE_ADJTIMEX),
    /** {@code ntp_adjtime(3)}, which all systems have: steps by reading, adding and setting, 500 ppm. */
    NTP_ADJTIME(ClockNatives.INTERFACE_NTP_ADJTIME);

    final int code;

    ClockInterface(int code) {
        this.code = code;
    }
}
