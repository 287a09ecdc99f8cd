package dev.foliot.time;

/** The leap indicator of a packet (RFC 5905, figure 9); its ordinal is the value on the wire. */
public enum LeapIndicator {
    /** No leap second is announced. */
    NONE,
    /** The last minute of the current day has 61 seconds. */
    INSERT,
    /** The last minute of the current day has 59 seconds. */
    DELETE,
    /** The clock has never been synchronised, or no longer is. */
    UNSYNCHRONISED;

    private static final LeapIndicator[] VALUES = values();

    /** The indicator of the two bits on the wire; higher bits are ignored. */
    public static LeapIndicator of(int bits) {
        return VALUES[bits & 3];
    }
}
