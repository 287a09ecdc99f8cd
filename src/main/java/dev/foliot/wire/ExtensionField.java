package dev.foliot.wire;

/**
 * The layout of an extension field (RFC 5905, figure 14, as RFC 7822 amends it). Offsets count from the field's first
 * byte.
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |          Field Type           |        Length in bytes        |
 * +-------------------------------+-------------------------------+
 * .                        Body and padding                       .
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class ExtensionField {
    /** Two bytes. */
    public static final int TYPE = 0;
    /** Two bytes, unsigned: the whole field with type, length and padding; a multiple of {@value #ALIGNMENT}. */
    public static final int LENGTH = 2;

    public static final int BODY = 4;

    public static final int ALIGNMENT = 4;
    /** The shortest field (RFC 7822, section 3). */
    public static final int MIN_LENGTH = 16;
    /** The shortest field that ends a packet: longer than any MAC, so that the two cannot be confused. */
    public static final int MIN_LAST_LENGTH = 28;

    static final int MAX_LENGTH = 0xffff & -ALIGNMENT;

    private ExtensionField() {}
}
