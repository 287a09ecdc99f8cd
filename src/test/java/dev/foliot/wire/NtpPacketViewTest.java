package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.LeapIndicator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header and structure, one fault at a time: each bad packet here differs from a good one in that fault alone. */
class NtpPacketViewTest {
    private static final String MAC_20 = "0000002a" + "cc".repeat(16);
    private static final String MAC_24 = "0000002a" + "cc".repeat(20);
    private static final String CRYPTO_NAK = "00000000";

    /** Every byte differs, so that a field read at a wrong place, or in the wrong order, shows. */
    private static final String HEADER_OF_FIGURE_8 = "e4 02 06 ec"
            + "01020304 05060708 090a0b0c"
            + "1112131415161718 2122232425262728 3132333435363738 4142434445464748";

    @Test
    void readsEachFieldWhereFigure8OfRfc5905HasIt() {
        NtpPacketView packet = Packets.view(HEADER_OF_FIGURE_8);

        assertEquals(LeapIndicator.UNSYNCHRONISED, packet.leap());
        assertEquals(4, packet.version());
        assertEquals(NtpMode.SERVER, packet.mode());
        assertEquals(2, packet.stratum());
        assertEquals(6, packet.poll());
        assertEquals(-20, packet.precision());
        assertEquals(0x01020304, packet.rootDelay());
        assertEquals(0x0102 + 0x0304 / 65536.0, packet.rootDelayS());
        assertEquals(0x05060708, packet.rootDispersion());
        assertEquals(0x0506 + 0x0708 / 65536.0, packet.rootDispersionS());
        assertEquals(0x090a0b0c, packet.referenceId());
        assertEquals(0x1112131415161718L, packet.referenceTimestamp());
        assertEquals(0x2122232425262728L, packet.originTimestamp());
        assertEquals(0x3132333435363738L, packet.receiveTimestamp());
        assertEquals(0x4142434445464748L, packet.transmitTimestamp());
        assertEquals(48, packet.length());
        assertEquals(0, packet.macLength());
        assertEquals(packet.extensionsStart(), packet.extensionsEnd());
    }

    @Test
    void tellsAllLeapIndicatorsVersionsAndModesApart() {
        for (int first = 0; first < 256; first++) {
            NtpPacketView packet = new NtpPacketView();
            byte[] bytes = Packets.bytes(Packets.PLAIN);
            bytes[0] = (byte) first;
            PacketFault fault = Packets.wrap(packet, bytes);
            int version = first / 8 % 8;
            int mode = first % 8;
            if (version < 1 || version > 4) {
                assertEquals(PacketFault.UNSUPPORTED_VERSION, fault);
            } else if (mode >= 6) {
                assertEquals(PacketFault.NOT_A_TIME_PACKET, fault);
            } else {
                assertNull(fault);
                assertEquals(first / 64, packet.leap().ordinal());
                assertEquals(version, packet.version());
                assertEquals(mode, packet.mode().ordinal());
            }
        }
    }

    @Test
    void takesPollAndPrecisionAsSignedAndStratumAsUnsigned() {
        NtpPacketView packet = Packets.view("24 ff 80 7f" + "00".repeat(44));

        assertEquals(255, packet.stratum());
        assertEquals(-128, packet.poll());
        assertEquals(127, packet.precision());
    }

    @Test
    void takesRootDelayAndDispersionAsUnsigned() {
        NtpPacketView packet = Packets.view("24000000" + "ffffffff" + "80000000" + "00".repeat(36));

        assertEquals(65536 - 1 / 65536.0, packet.rootDelayS());
        assertEquals(32768, packet.rootDispersionS());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 12, 47})
    void refusesLessThanAHeader(int length) {
        assertEquals(PacketFault.TOO_SHORT, Packets.fault(Packets.PLAIN.substring(0, 2 * length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 29, 30, 31})
    void refusesALengthThatIsNoMultipleOfFour(int extra) {
        assertEquals(PacketFault.MISALIGNED, Packets.fault(Packets.PLAIN + "00".repeat(extra)));
    }

    @Test
    void readsTheExtensionFieldsInOrder() {
        NtpPacketView packet = Packets.view(
                Packets.PLAIN + Packets.field(0x0104, 36) + Packets.field(0xf323, 16) + Packets.field(0x0404, 28));

        assertEquals(List.of("104:36", "f323:16", "404:28"), fields(packet));
        assertEquals(0, packet.macLength());
        assertEquals(48 + 36 + 16 + 28, packet.macStart());
    }

    @Test
    void readsAMacAfterAnExtensionFieldOfTheMinimumLength() {
        NtpPacketView packet = Packets.view(Packets.PLAIN + Packets.field(0x0104, 16) + MAC_20);

        assertEquals(List.of("104:16"), fields(packet));
        assertEquals(20, packet.macLength());
        assertEquals(64, packet.macStart());
        assertEquals(42, packet.keyId());
    }

    @Test
    void readsAMacOfEitherLength() {
        assertEquals(20, Packets.view(Packets.PLAIN + MAC_20).macLength());
        assertEquals(24, Packets.view(Packets.PLAIN + MAC_24).macLength());
        assertEquals(
                0xfffffffe,
                Packets.view(Packets.PLAIN + "fffffffe" + "cc".repeat(16)).keyId());
    }

    /** RFC 7822: were a field as long as a MAC allowed to end a packet, nobody could tell which of the two it is. */
    @Test
    void takesWhatIsAsLongAsAMacForAMac() {
        NtpPacketView packet = Packets.view(Packets.PLAIN + Packets.field(0x0104, 24));

        assertEquals(24, packet.macLength());
        assertEquals(List.of(), fields(packet));
    }

    @Test
    void recognisesACryptoNak() {
        NtpPacketView packet = Packets.view(Packets.PLAIN + CRYPTO_NAK);

        assertTrue(packet.hasCryptoNak());
        assertEquals(4, packet.macLength());
        assertEquals(0, packet.keyId());
        assertFalse(Packets.view(Packets.PLAIN).hasCryptoNak());
        assertFalse(Packets.view(Packets.PLAIN + MAC_20).hasCryptoNak());
    }

    @Test
    void refusesFourBytesThatAreNoCryptoNak() {
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(Packets.PLAIN + "00000001"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void refusesTrailingBytesTooFewForAField(int length) {
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(Packets.PLAIN + "00".repeat(length)));
        String field = Packets.field(0x0104, 28);
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(Packets.PLAIN + field + "00".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 12, 17, 18, 29, 36, 32, 0xfffc, 0xffff})
    void refusesAFieldWhoseLengthCannotBe(int length) {
        String good = Packets.PLAIN + Packets.field(0x0104, 28);
        String bad = Packets.PLAIN + String.format("0104%04x", length) + "ee".repeat(24);

        assertNull(Packets.fault(good));
        assertEquals(PacketFault.EXTENSION_LENGTH, Packets.fault(bad));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void refusesAFieldShorterThanTheMinimumThoughAllElseFits(int length) {
        String good = Packets.PLAIN + Packets.field(0x0104, 16) + Packets.field(0x0204, 28);
        String bad = Packets.PLAIN + Packets.field(0x0104, length) + Packets.field(0x0204, 28);

        assertNull(Packets.fault(good));
        assertEquals(PacketFault.EXTENSION_LENGTH, Packets.fault(bad));
    }

    @Test
    void refusesAShortFieldAtTheEndOfThePacket() {
        String good = Packets.PLAIN + Packets.field(0x0104, 36) + Packets.field(0x0204, 28);
        String bad = Packets.PLAIN + Packets.field(0x0104, 36) + Packets.field(0x0204, 16);

        assertNull(Packets.fault(good));
        assertEquals(PacketFault.LAST_EXTENSION_TOO_SHORT, Packets.fault(bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b", "13", "1b"})
    void takesEverythingAfterAnOldHeaderForAMac(String first) {
        String header = first + Packets.PLAIN.substring(2);

        assertEquals(0, Packets.view(header).macLength());
        for (int length : new int[] {12, 20, 24, 36, 68, 72}) {
            NtpPacketView packet = Packets.view(header + "0000002a" + "cc".repeat(length - 4));
            assertEquals(length, packet.macLength());
            assertEquals(42, packet.keyId());
            assertEquals(List.of(), fields(packet));
        }
        assertTrue(Packets.view(header + CRYPTO_NAK).hasCryptoNak());
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(header + "00000001"));
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(header + "00".repeat(8)));
        assertEquals(PacketFault.TRAILING_BYTES, Packets.fault(header + "00".repeat(76)));
    }

    @Test
    void readsKissCodesOfStratumZeroOnly() {
        String rate = "52415445";
        String stratum0 = "e4000000" + "00".repeat(8) + rate + "00".repeat(32);
        String stratum1 = "e4010000" + "00".repeat(8) + rate + "00".repeat(32);

        assertEquals(KissCode.RATE, Packets.view(stratum0).kissCode());
        assertEquals(KissCode.NO_KISS, Packets.view(stratum1).kissCode());
        assertEquals(KissCode.UNKNOWN, Packets.view("e4" + "00".repeat(47)).kissCode());
    }

    @Test
    void isEmptyAfterAFault() {
        NtpPacketView view = Packets.view(Packets.PLAIN + Packets.field(0x0104, 28));

        assertEquals(PacketFault.MISALIGNED, Packets.wrap(view, Packets.bytes(Packets.PLAIN + "00")));

        assertEquals(0, view.length());
        assertEquals(0, view.macLength());
        assertEquals(List.of(), fields(view));
        assertThrows(IndexOutOfBoundsException.class, view::transmitTimestamp);
        assertThrows(IndexOutOfBoundsException.class, view::version);
    }

    @Test
    void refusesMemoryThatIsNotThereOrNotInNetworkOrder() {
        NtpPacketView view = new NtpPacketView();
        ByteBuffer memory = ByteBuffer.allocate(96);

        assertThrows(IndexOutOfBoundsException.class, () -> view.wrap(memory, 49, 48));
        assertThrows(IndexOutOfBoundsException.class, () -> view.wrap(memory, -1, 48));
        assertThrows(IndexOutOfBoundsException.class, () -> view.wrap(memory, 0, -1));
        memory.order(ByteOrder.LITTLE_ENDIAN);
        assertThrows(IllegalArgumentException.class, () -> view.wrap(memory, 0, 48));
    }

    /** Of each field, its type in hexadecimal and its length. */
    private static List<String> fields(NtpPacketView packet) {
        List<String> fields = new ArrayList<>();
        for (int at = packet.extensionsStart(); at < packet.extensionsEnd(); at += packet.extensionLength(at)) {
            fields.add(Integer.toHexString(packet.extensionType(at)) + ":" + packet.extensionLength(at));
        }
        return fields;
    }
}
