package dev.foliot.nts.ke;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the records of one message. */
final class MessageWriter {
    private static final int MOST = 0xffff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MessageWriter add(boolean critical, RecordType type, byte[] body) {
        if (body.length > MOST) {
            throw new IllegalArgumentException("a record has no body of " + body.length + " bytes");
        }
        writeShort((critical ? KeRecord.CRITICAL : 0) | type.id());
        writeShort(body.length);
        bytes.writeBytes(body);
        return this;
    }

    MessageWriter addNumbers(boolean critical, RecordType type, List<Integer> numbers) {
        byte[] body = new byte[numbers.size() * Short.BYTES];
        for (int i = 0; i < numbers.size(); i++) {
            body[2 * i] = (byte) (numbers.get(i) >> Byte.SIZE);
            body[2 * i + 1] = numbers.get(i).byteValue();
        }
        return add(critical, type, body);
    }

    MessageWriter addNumber(boolean critical, RecordType type, int number) {
        return addNumbers(critical, type, List.of(number));
    }

    MessageWriter addText(boolean critical, RecordType type, String text) {
        return add(critical, type, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Ends the message, and returns all of it. */
    byte[] end() {
        return add(true, RecordType.END_OF_MESSAGE, new byte[0]).bytes.toByteArray();
    }

    private void writeShort(int number) {
        bytes.write(number >> Byte.SIZE);
        bytes.write(number);
    }
}
