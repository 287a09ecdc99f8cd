package dev.foliot.nts.ke;

import java.util.ArrayList;
import java.util.List;

/**
 * One record of a message. Its layout (RFC 8915, figure 2):
 *
 * <pre>
 * +-+-----------------------------+-------------------------------+
 * |C|         Record Type         |          Body Length          |
 * +-+-----------------------------+-------------------------------+
 * .                              Body                             .
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class KeRecord {
    static final int HEADER = 4;
    /** Who does not know the type of a record with this bit must refuse the message. */
    static final int CRITICAL = 0x8000;

    private final boolean critical;
    private final int type;
    private final byte[] body;

    KeRecord(boolean critical, int type, byte[] body) {
        this.critical = critical;
        this.type = type;
        this.body = body;
    }

    public boolean critical() {
        return critical;
    }

    /** The number of its type, 0 to 32767. */
    public int type() {
        return type;
    }

    /** The body's own bytes, not a copy. */
    byte[] body() {
        return body;
    }

    /** The body as 16-bit numbers; null when it is not a whole number of them. */
    List<Integer> numbers() {
        if (body.length % Short.BYTES != 0) {
            return null;
        }
        List<Integer> numbers = new ArrayList<>(body.length / Short.BYTES);
        for (int at = 0; at < body.length; at += Short.BYTES) {
            numbers.add(Byte.toUnsignedInt(body[at]) << Byte.SIZE | Byte.toUnsignedInt(body[at + 1]));
        }
        return numbers;
    }
}
