package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;

/** Messages by hand. */
final class Messages {
    /** End of Message. */
    static final String END = "80000000";

    private Messages() {}

    /** A record: its head and body in hexadecimal, spaces where they please. */
    static String record(String head, String body) {
        String bytes = body.replace(" ", "");
        return head + String.format("%04x", bytes.length() / 2) + bytes;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** The records of a message that is written without its end. */
    static List<KeRecord> records(String hex) {
        return records(bytes(hex + END));
    }

    static List<KeRecord> records(byte[] message) {
        MessageReader reader = new MessageReader(MessageReader.RESPONSE_LIMIT);
        assertEquals(MessageReader.Progress.COMPLETE, reader.read(message, 0, message.length));
        return reader.records();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
