package dev.foliot.wire;

/** The association mode of a packet (RFC 5905, figure 10); its ordinal is the value on the wire. */
public enum NtpMode {
    /** What a version 1 packet has, in which these bits did not exist. */
    RESERVED,
    SYMMETRIC_ACTIVE,
    SYMMETRIC_PASSIVE,
    CLIENT,
    SERVER,
    BROADCAST,
    /** A control message: not a time packet, its layout is another. */
    CONTROL,
    /** Private use: not a time packet either. */
    PRIVATE;

    private static final NtpMode[] VALUES = values();

    /** The mode of the three bits on the wire; higher bits are ignored. */
    public static NtpMode of(int bits) {
        return VALUES[bits & 7];
    }
}
