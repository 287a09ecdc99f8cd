package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.ke.MessageReader.Progress;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final int LIMIT = 300;

    private final MessageReader reader = new MessageReader(LIMIT);

    @Test
    void aMessageEndsAtItsEndWhateverFollows() {
        byte[] message = Messages.bytes("8001 0002 0000" + Messages.END + "ffff ffff ff");

        assertEquals(Progress.COMPLETE, reader.read(message, 0, message.length));
        assertEquals(Progress.COMPLETE, reader.read(message, 0, message.length));
        assertEquals(1, reader.records().size());
        assertTrue(reader.records().get(0).critical());
        assertEquals(1, reader.records().get(0).type());
        assertEquals(List.of(0), reader.records().get(0).numbers());
    }

    @Test
    void aRecordThatWillReachBeyondTheLimitIsRefusedBeforeItComes() {
        byte[] head = Messages.bytes("0005 ffff");

        assertEquals(Progress.UNFINISHED, reader.read(head, 0, 3));
        assertEquals(Progress.TOO_LONG, reader.read(head, 3, 1));
        assertThrows(IllegalStateException.class, reader::records);
    }

    @Test
    void manyShortRecordsReachTheLimitToo() {
        byte[] empty = Messages.bytes("4000 0000");
        int count = 0;
        while (reader.read(empty, 0, empty.length) == Progress.UNFINISHED) {
            count++;
        }

        assertEquals(LIMIT / empty.length, count);
        assertEquals(Progress.TOO_LONG, reader.read(empty, 0, 0));
    }

    @Test
    void aMessageMayBeAsLongAsTheLimit() {
        byte[] message = new byte[LIMIT];
        message[2] = (byte) ((LIMIT - 8) >> 8);
        message[3] = (byte) (LIMIT - 8);
        message[0] = 0x40;
        message[LIMIT - 4] = (byte) 0x80;

        assertEquals(Progress.COMPLETE, reader.read(message, 0, message.length));
        assertEquals(LIMIT - 8, reader.records().get(0).body().length);
    }

    @Test
    void theEndIsEmptyAndCritical() {
        assertEquals(Progress.MALFORMED, reader.read(Messages.bytes("0000 0000"), 0, 4));
        assertEquals(Progress.MALFORMED, new MessageReader(LIMIT).read(Messages.bytes("8000 0001 00"), 0, 5));
    }

    @Property(tries = 500)
    void howBytesAreSplitDoesNotMatter(
            @ForAll("messages") byte[] message, @ForAll @Size(max = 40) List<@IntRange(max = 60) Integer> parts) {
        MessageReader whole = new MessageReader(LIMIT);
        Progress progress = whole.read(message, 0, message.length);

        MessageReader pieces = new MessageReader(LIMIT);
        int at = 0;
        for (int part : parts) {
            int count = Math.min(part, message.length - at);
            pieces.read(message, at, count);
            at += count;
        }
        assertEquals(progress, pieces.read(message, at, message.length - at));
        if (progress == Progress.COMPLETE) {
            assertEquals(whole.records().size(), pieces.records().size());
            for (int i = 0; i < whole.records().size(); i++) {
                assertEquals(
                        whole.records().get(i).type(), pieces.records().get(i).type());
                assertEquals(
                        whole.records().get(i).critical(),
                        pieces.records().get(i).critical());
                assertArrayEquals(
                        whole.records().get(i).body(), pieces.records().get(i).body());
            }
        }
    }

    /** Random bytes, and records one after another with an end or without. */
    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        Arbitrary<String> record = Combinators.combine(
                        Arbitraries.of("0005", "8001", "4000", "8004", "c000"),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60))
                .as((head, body) -> Messages.record(head, Messages.hex(body)));
        Arbitrary<byte[]> proper = Combinators.combine(
                        record.list().ofMaxSize(6), Arbitraries.of("", Messages.END, "00000000", "800000"))
                .as((records, end) -> Messages.bytes(String.join("", records) + end));
        return Arbitraries.oneOf(random, proper, proper.map(bytes -> Arrays.copyOf(bytes, bytes.length + 3)));
    }
}
