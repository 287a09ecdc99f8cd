package dev.foliot.time;

/** Who took a timestamp; the ordinal is the value in a datagram slot. Later ones are nearer to the wire. */
public enum StampSource {
    /** There is none. */
    NONE,
    /** This process, next to the system call. */
    DAEMON,
    /** The kernel, in its network stack. */
    KERNEL,
    /** The network interface. */
    HARDWARE;

    private static final StampSource[] VALUES = values();

    public static StampSource of(int ordinal) {
        return VALUES[ordinal];
    }
}
