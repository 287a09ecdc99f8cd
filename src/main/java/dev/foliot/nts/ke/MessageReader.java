package dev.foliot.nts.ke;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a message as it comes out of a connection, a few bytes or many at a time, until its End of Message record. It
 * holds no more bytes than have come, and never more than its limit: a record that says it will reach beyond is refused
 * before its body comes.
 */
public final class MessageReader {
    /** Bytes of a request: a list of every AEAD algorithm there may ever be, and names. */
    public static final int REQUEST_LIMIT = 4096;

    /** Bytes of a response: with eight cookies of whatever length. */
    public static final int RESPONSE_LIMIT = 64 * 1024;

    private static final int FIRST_CAPACITY = 256;

    /** How far a message has come. */
    public enum Progress {
        /** More bytes are needed. */
        UNFINISHED,
        /** It is all there; what may come behind it is not looked at. */
        COMPLETE,
        /** It is longer than the limit. */
        TOO_LONG,
        /** Its End of Message record has a body, or is not critical. */
        MALFORMED
    }

    private final int limit;
    private final List<KeRecord> records = new ArrayList<>();
    private Progress progress = Progress.UNFINISHED;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private int recordStart;

    /** @param limit bytes in the longest message that is taken */
    public MessageReader(int limit) {
        this.limit = limit;
    }

    /** Takes the next bytes. Once the message is complete or refused, they change nothing. */
    public Progress read(byte[] from, int offset, int count) {
        int taken = 0;
        while (progress == Progress.UNFINISHED && taken < count) {
            int part = Math.min(count - taken, wanted());
            append(from, offset + taken, part);
            taken += part;
            progress = advance();
        }
        return progress;
    }

    /** The records before the End of Message. Only when the message is complete. */
    public List<KeRecord> records() {
        if (progress != Progress.COMPLETE) {
            throw new IllegalStateException("the message is " + progress);
        }
        return records;
    }

    /** Bytes up to the end of the present record's header or, once that is there, of its body. */
    private int wanted() {
        int headerEnd = recordStart + KeRecord.HEADER;
        return (length < headerEnd ? headerEnd : headerEnd + bodyLength()) - length;
    }

    private Progress advance() {
        int headerEnd = recordStart + KeRecord.HEADER;
        if (length < headerEnd) {
            return headerEnd > limit ? Progress.TOO_LONG : Progress.UNFINISHED;
        }
        int end = headerEnd + bodyLength();
        if (end > limit) {
            return Progress.TOO_LONG;
        }
        if (length < end) {
            return Progress.UNFINISHED;
        }
        int head = unsignedShort(recordStart);
        boolean critical = (head & KeRecord.CRITICAL) != 0;
        int type = head & ~KeRecord.CRITICAL;
        if (type == RecordType.END_OF_MESSAGE.id()) {
            return critical && end == headerEnd ? Progress.COMPLETE : Progress.MALFORMED;
        }
        records.add(new KeRecord(critical, type, Arrays.copyOfRange(bytes, headerEnd, end)));
        recordStart = end;
        return Progress.UNFINISHED;
    }

    private void append(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private int bodyLength() {
        return unsignedShort(recordStart + Short.BYTES);
    }

    private int unsignedShort(int at) {
        return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at));
    }
}
