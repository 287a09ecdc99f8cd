package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.LeapIndicator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every packet, whoever made it. */
class PacketPropertiesTest {
    /** The largest payload of a UDP datagram. */
    private static final int MAX_DATAGRAM = 65_507;

    @Property(tries = 300)
    void headersAreReadAsTheyWereWritten(
            @ForAll LeapIndicator leap,
            @ForAll @IntRange(min = 1, max = 4) int version,
            @ForAll @IntRange(max = 5) int mode,
            @ForAll @IntRange(max = 255) int stratum,
            @ForAll byte poll,
            @ForAll byte precision,
            @ForAll @Size(3) List<Integer> words,
            @ForAll @Size(4) List<Long> timestamps) {
        ByteBuffer memory = ByteBuffer.allocateDirect(64);
        new NtpPacketWriter()
                .wrap(memory, 8, 48)
                .transmitTimestamp(timestamps.get(3))
                .receiveTimestamp(timestamps.get(2))
                .originTimestamp(timestamps.get(1))
                .referenceTimestamp(timestamps.get(0))
                .referenceId(words.get(2))
                .rootDispersion(words.get(1))
                .rootDelay(words.get(0))
                .precision(precision)
                .poll(poll)
                .stratum(stratum)
                .leapVersionMode(leap, version, NtpMode.of(mode));

        NtpPacketView packet = new NtpPacketView();
        assertNull(packet.wrap(memory, 8, 48));
        assertEquals(leap, packet.leap());
        assertEquals(version, packet.version());
        assertEquals(NtpMode.of(mode), packet.mode());
        assertEquals(stratum, packet.stratum());
        assertEquals(poll, packet.poll());
        assertEquals(precision, packet.precision());
        assertEquals(words, List.of(packet.rootDelay(), packet.rootDispersion(), packet.referenceId()));
        assertEquals(
                timestamps,
                List.of(
                        packet.referenceTimestamp(),
                        packet.originTimestamp(),
                        packet.receiveTimestamp(),
                        packet.transmitTimestamp()));
        assertEquals(0, memory.getLong(0) | memory.getLong(56));
    }

    @Property(tries = 300)
    void extensionFieldsAreReadAsTheyWereWritten(@ForAll("fieldsToWrite") List<Tuple2<Integer, byte[]>> fields) {
        ByteBuffer memory = ByteBuffer.allocateDirect(8192);
        NtpPacketWriter writer = new NtpPacketWriter().wrap(memory, 16, 8000).clientRequest(6, 1);
        for (int i = 0; i < fields.size(); i++) {
            int type = fields.get(i).get1();
            byte[] body = fields.get(i).get2();
            boolean last = i == fields.size() - 1;
            int at = last ? writer.appendLastExtension(type, body.length) : writer.appendExtension(type, body.length);
            memory.put(16 + at, body);
        }

        NtpPacketView packet = new NtpPacketView();
        assertNull(packet.wrap(memory, 16, writer.length()));
        int at = packet.extensionsStart();
        for (Tuple2<Integer, byte[]> field : fields) {
            byte[] body = new byte[packet.extensionLength(at) - ExtensionField.BODY];
            memory.get(16 + at + ExtensionField.BODY, body);
            assertEquals(field.get1(), packet.extensionType(at));
            assertArrayEquals(Arrays.copyOf(field.get2(), body.length), body);
            assertTrue(body.length - field.get2().length < 28);
            at += packet.extensionLength(at);
        }
        assertEquals(packet.length(), at);
    }

    @Property(tries = 2000)
    void anyBytesAreAPacketOrAFault(@ForAll("anyBytes") byte[] bytes) {
        walkIfPacket(bytes);
    }

    @Property(tries = 2000)
    void spoiltPacketsAreAPacketOrAFault(
            @ForAll("packets") byte[] packet,
            @ForAll @IntRange(max = 1000) int where,
            @ForAll byte what,
            @ForAll @IntRange(max = 40) int cut) {
        byte[] spoilt = Arrays.copyOf(packet, Math.max(0, packet.length - Math.max(0, cut - 20)));
        if (spoilt.length > 0) {
            spoilt[where % spoilt.length] = what;
        }
        walkIfPacket(spoilt);
    }

    @Property(tries = 500)
    void wellFormedPacketsAreAccepted(@ForAll("packets") byte[] packet) {
        assertTrue(walkIfPacket(packet));
    }

    /** The worst that a datagram can hold: as many fields as fit, and a fault only at its end. */
    @Example
    void theLongestWalkIsShort() {
        byte[] bytes = new byte[(MAX_DATAGRAM & -16) - 4];
        bytes[0] = 0x23;
        for (int at = 48; at + 16 <= bytes.length; at += 16) {
            bytes[at + 3] = 16;
        }

        PacketFault fault = assertTimeout(Duration.ofSeconds(1), () -> Packets.wrap(new NtpPacketView(), bytes));
        assertEquals(PacketFault.TRAILING_BYTES, fault);
    }

    /** Wraps; of a packet, checks that header, fields and MAC follow one another without gap or overlap to its end. */
    private static boolean walkIfPacket(byte[] bytes) {
        NtpPacketView packet = new NtpPacketView();
        PacketFault fault = Packets.wrap(packet, bytes);
        int at = packet.extensionsStart();
        int steps = 0;
        while (at < packet.extensionsEnd()) {
            int length = packet.extensionLength(at);
            assertTrue(length >= 16 && length % 4 == 0, "a field of " + length + " bytes");
            at += length;
            steps++;
        }
        assertTrue(steps <= bytes.length / 16);
        if (fault != null) {
            assertEquals(0, steps);
            return false;
        }
        assertEquals(packet.extensionsEnd(), at);
        assertEquals(packet.macStart(), at);
        assertEquals(bytes.length, at + packet.macLength());
        assertEquals(bytes.length, packet.length());
        return true;
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        // Half of them with a good first byte, lest nearly all fail for their version.
        Arbitrary<Byte> first = Arbitraries.of((byte) 0x23, (byte) 0x24, (byte) 0x1b, (byte) 0xe4);
        Arbitrary<byte[]> plausible = Combinators.combine(random, first).as((bytes, b) -> {
            byte[] copy = Arrays.copyOf(bytes, (bytes.length + 48) & -4);
            copy[0] = b;
            return copy;
        });
        return Arbitraries.oneOf(random, plausible);
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, byte[]>>> fieldsToWrite() {
        Arbitrary<Integer> type = Arbitraries.integers().between(0, 0xffff);
        Arbitrary<byte[]> body = Arbitraries.bytes().array(byte[].class).ofMaxSize(150);
        return Combinators.combine(type, body).as(Tuple::of).list().ofMaxSize(20);
    }

    /** Well-formed version 4 packets: random header, fields of any allowed length, one of the MACs or none. */
    @Provide
    Arbitrary<byte[]> packets() {
        Arbitrary<byte[]> header = Arbitraries.bytes().array(byte[].class).ofSize(48);
        Arbitrary<List<Integer>> fields = Arbitraries.integers()
                .between(4, 40)
                .map(words -> words * 4)
                .list()
                .ofMaxSize(6);
        Arbitrary<Integer> mac = Arbitraries.of(0, 4, 20, 24);
        return Combinators.combine(header, fields, mac).as(PacketPropertiesTest::packet);
    }

    private static byte[] packet(byte[] header, List<Integer> fields, int macLength) {
        List<Integer> lengths = new ArrayList<>(fields);
        if (macLength == 0 && !lengths.isEmpty()) {
            lengths.set(lengths.size() - 1, Math.max(28, lengths.get(lengths.size() - 1)));
        }
        int size = 48 + lengths.stream().mapToInt(Integer::intValue).sum() + macLength;
        ByteBuffer packet = ByteBuffer.allocate(size).put(header).put(0, (byte) ((header[0] & 0xc0) | 0x23));
        for (int length : lengths) {
            packet.putShort((short) header[5]).putShort((short) length);
            packet.position(packet.position() + length - 4);
        }
        return packet.array();
    }
}
