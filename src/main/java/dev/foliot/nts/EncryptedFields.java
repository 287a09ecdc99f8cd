package dev.foliot.nts;

import dev.foliot.wire.ExtensionField;
import java.nio.ByteBuffer;

/**
 * Walks the fields that were encrypted. They are laid out as others, but may be as short as their header (RFC 8915,
 * section 5.6).
 */
final class EncryptedFields {
    private EncryptedFields() {}

    /** Whether fields fill a range of memory exactly. */
    static boolean wellFormed(ByteBuffer memory, int start, int end) {
        int at = start;
        while (end - at >= ExtensionField.BODY) {
            int length = length(memory, at);
            if (length < ExtensionField.BODY || length % ExtensionField.ALIGNMENT != 0 || length > end - at) {
                return false;
            }
            at += length;
        }
        return at == end;
    }

    static int type(ByteBuffer memory, int at) {
        return Short.toUnsignedInt(memory.getShort(at + ExtensionField.TYPE));
    }

    /** Bytes in the field, its type and length included. */
    static int length(ByteBuffer memory, int at) {
        return Short.toUnsignedInt(memory.getShort(at + ExtensionField.LENGTH));
    }
}
