package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.wire.NtpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentFrameTest {
    private static final int UDP = 8;

    private final DatagramBatch batch = new DatagramBatch(2);

    @ParameterizedTest(name = "{0} bytes of headers, a reply of {1}")
    @CsvSource({"0, 48", "20, 48", "34, 48", "34, 232", "40, 48", "54, 48", "54, 1232"})
    void replyIsBehindTheHeaderThatCountsIt(int before, int replyLength) {
        int start = DatagramBatch.payloadOffset(1);
        batch.setLength(1, before + UDP + replyLength);
        batch.payload().putShort(start + before + 4, (short) (UDP + replyLength));

        assertEquals(start + before + UDP, SentFrame.reply(batch, 1));
    }

    @Test
    void frameWithoutAReplyHasNone() {
        batch.setLength(1, 20 + UDP + NtpHeader.SIZE);
        assertEquals(-1, SentFrame.reply(batch, 1));
        batch.setLength(1, 0);
        assertEquals(-1, SentFrame.reply(batch, 1));
    }
}
