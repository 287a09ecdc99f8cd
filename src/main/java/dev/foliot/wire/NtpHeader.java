package dev.foliot.wire;

/**
 * Where the fields of an NTP packet are (RFC 5905, figure 8). All integers are in network order.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-----+-----+---------------+---------------+---------------+
 * |LI | VN  |Mode |    Stratum    |     Poll      |   Precision   |   0
 * +---+-----+-----+---------------+---------------+---------------+
 * |                          Root Delay                           |   4
 * +---------------------------------------------------------------+
 * |                        Root Dispersion                        |   8
 * +---------------------------------------------------------------+
 * |                         Reference ID                          |  12
 * +---------------------------------------------------------------+
 * |                      Reference Timestamp                      |  16
 * |                                                               |
 * +---------------------------------------------------------------+
 * |                       Origin Timestamp                        |  24
 * |                                                               |
 * +---------------------------------------------------------------+
 * |                       Receive Timestamp                       |  32
 * |                                                               |
 * +---------------------------------------------------------------+
 * |                      Transmit Timestamp                       |  40
 * |                                                               |
 * +---------------------------------------------------------------+
 * |            Extension fields (version 4), any number           |  48
 * .                                                               .
 * +---------------------------------------------------------------+
 * |                     MAC: key identifier                       |
 * |                     MAC: digest, 16 or 20 bytes               |
 * .                                                               .
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class NtpHeader {
    /** One byte: leap indicator (2 bits), version (3), mode (3). */
    public static final int LEAP_VERSION_MODE = 0;

    public static final int STRATUM = 1;
    /** Signed byte: base-2 logarithm of seconds. */
    public static final int POLL = 2;
    /** Signed byte: base-2 logarithm of seconds. */
    public static final int PRECISION = 3;
    /** Four bytes, NTP short format. */
    public static final int ROOT_DELAY = 4;
    /** Four bytes, NTP short format. */
    public static final int ROOT_DISPERSION = 8;

    public static final int REFERENCE_ID = 12;
    public static final int REFERENCE_TIMESTAMP = 16;
    public static final int ORIGIN_TIMESTAMP = 24;
    public static final int RECEIVE_TIMESTAMP = 32;
    public static final int TRANSMIT_TIMESTAMP = 40;

    /** Bytes in the header: the shortest packet. */
    public static final int SIZE = 48;

    /** The version that is written; versions 1 to 4 are read. */
    public static final int VERSION = 4;

    private NtpHeader() {}
}
