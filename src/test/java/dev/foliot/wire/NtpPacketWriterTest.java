package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.LeapIndicator;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtpPacketWriterTest {
    private static final int BEFORE = 5;
    private static final int CAPACITY = 256;

    private final ByteBuffer memory = ByteBuffer.allocate(BEFORE + CAPACITY + 8);
    private final NtpPacketWriter writer = new NtpPacketWriter();

    NtpPacketWriterTest() {
        Arrays.fill(memory.array(), (byte) 0xa5);
        writer.wrap(memory, BEFORE, CAPACITY);
    }

    @Test
    void asksForTheTimeAndTellsNothingElse() {
        writer.clientRequest(6, 0x0123456789abcdefL);

        assertEquals("23000620" + "00".repeat(36) + "0123456789abcdef", packet());
    }

    @Test
    void putsEachFieldWhereFigure8OfRfc5905HasIt() {
        writer.leapVersionMode(LeapIndicator.DELETE, 3, NtpMode.BROADCAST)
                .stratum(2)
                .poll(-3)
                .precision(-20)
                .rootDelay(0x01020304)
                .rootDispersion(0x05060708)
                .referenceId(0x090a0b0c)
                .referenceTimestamp(0x1112131415161718L)
                .originTimestamp(0x2122232425262728L)
                .receiveTimestamp(0x3132333435363738L)
                .transmitTimestamp(0x4142434445464748L);

        String expected = "9d 02 fd ec 01020304 05060708 090a0b0c"
                + "1112131415161718 2122232425262728 3132333435363738 4142434445464748";
        assertEquals(expected.replace(" ", ""), packet());
    }

    @Test
    void leavesWhatItIsNotToldToWrite() {
        writer.stratum(1);

        assertEquals("a501" + "a5".repeat(46), packet());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16, 28",
        "12, 16, 28",
        "13, 20, 28",
        "16, 20, 28",
        "24, 28, 28",
        "25, 32, 32",
        "28, 32, 32",
        "100, 104, 104"
    })
    void padsExtensionFields(int bodyLength, int lengthWithin, int lengthAtTheEnd) {
        writer.clientRequest(0, 0);
        int body = writer.appendExtension(0x0104, bodyLength);
        assertEquals(48 + 4, body);
        assertEquals(48 + lengthWithin, writer.length());
        int lastBody = writer.appendLastExtension(0xf00f, bodyLength);
        assertEquals(48 + lengthWithin + 4, lastBody);

        String first = String.format("0104%04x", lengthWithin) + "00".repeat(lengthWithin - 4);
        String last = String.format("f00f%04x", lengthAtTheEnd) + "00".repeat(lengthAtTheEnd - 4);
        assertEquals("23000020" + "00".repeat(44) + first + last, packet());
    }

    @Test
    void staysWithinItsCapacity() {
        writer.clientRequest(0, 0);
        writer.appendExtension(1, CAPACITY - 48 - 4 - 16);
        assertThrows(BufferOverflowException.class, () -> writer.appendExtension(2, 13));
        assertEquals(CAPACITY - 16, writer.length());
        writer.appendExtension(2, 12);
        assertEquals(CAPACITY, writer.length());
        assertThrows(BufferOverflowException.class, () -> writer.appendExtension(3, 0));

        byte[] around = memory.array();
        assertEquals("a5".repeat(BEFORE), HexFormat.of().formatHex(around, 0, BEFORE));
        assertEquals("a5".repeat(8), HexFormat.of().formatHex(around, BEFORE + CAPACITY, around.length));
    }

    @Test
    void refusesABodyThatNoFieldCanHold() {
        ByteBuffer large = ByteBuffer.allocate(1 << 17);
        writer.wrap(large, 0, large.capacity());

        assertEquals(52, writer.appendExtension(1, 0xfffc - 4));
        assertEquals(48 + 0xfffc, writer.length());
        assertThrows(IllegalArgumentException.class, () -> writer.appendExtension(1, 0xfffc - 3));
        assertThrows(IllegalArgumentException.class, () -> writer.appendExtension(1, -1));
    }

    @Test
    void refusesMemoryTooSmallOrInTheWrongOrder() {
        assertThrows(IllegalArgumentException.class, () -> writer.wrap(memory, 0, 47));
        assertThrows(IndexOutOfBoundsException.class, () -> writer.wrap(memory, memory.capacity() - 47, 48));
        memory.order(ByteOrder.LITTLE_ENDIAN);
        assertThrows(IllegalArgumentException.class, () -> writer.wrap(memory, 0, 48));
    }

    /** The native library writes the transmit timestamp right before the packet leaves. */
    @Test
    void agreesWithTheDatagramBatchOnTheTransmitTimestamp() {
        assertEquals(DatagramBatch.NTP_TRANSMIT, NtpHeader.TRANSMIT_TIMESTAMP);
    }

    private String packet() {
        return HexFormat.of().formatHex(memory.array(), BEFORE, BEFORE + writer.length());
    }
}
