package dev.foliot.wire;

/** Why bytes are not an NTP packet. */
public enum PacketFault {
    /** Fewer bytes than a header has. */
    TOO_SHORT,
    /** A version other than 1 to 4. */
    UNSUPPORTED_VERSION,
    /** A control or private message (modes 6 and 7), whose layout is not that of a time packet. */
    NOT_A_TIME_PACKET,
    /** The length is not a multiple of four bytes. */
    MISALIGNED,
    /** An extension field is too short, not a multiple of four, or longer than what is left of the packet. */
    EXTENSION_LENGTH,
    /** The packet ends in an extension field shorter than such a field may be (RFC 7822: 28 bytes). */
    LAST_EXTENSION_TOO_SHORT,
    /** What follows the header or the last extension field is neither an extension field nor a MAC. */
    TRAILING_BYTES
}
