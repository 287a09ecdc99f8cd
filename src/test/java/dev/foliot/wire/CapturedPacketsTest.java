package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets of other implementations; see {@code wire/README.md} among the test resources for how they were captured. */
class CapturedPacketsTest {
    record Field(int type, int length) {}

    /** A packet and what another parser found in it; 64-bit and 32-bit fields in hexadecimal where they are text. */
    record Captured(
            String name,
            String how,
            String answers,
            String leap,
            int version,
            String mode,
            int stratum,
            int poll,
            int precision,
            long rootDelay,
            long rootDispersion,
            String referenceId,
            String reference,
            String origin,
            String receive,
            String transmit,
            List<Field> extensions,
            int macLength,
            long keyId,
            String hex) {
        byte[] bytes() {
            return Packets.bytes(hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<String, Captured> PACKETS = load();

    static Stream<Captured> packets() {
        return PACKETS.values().stream();
    }

    static Stream<Captured> replies() {
        return packets().filter(packet -> packet.answers() != null);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areReadAsTheyWereMeant(Captured captured) {
        NtpPacketView packet = Packets.view(captured.bytes());

        assertEquals(captured.leap(), packet.leap().name());
        assertEquals(captured.version(), packet.version());
        assertEquals(captured.mode(), packet.mode().name());
        assertEquals(captured.stratum(), packet.stratum());
        assertEquals(captured.poll(), packet.poll());
        assertEquals(captured.precision(), packet.precision());
        assertEquals(captured.rootDelay(), Integer.toUnsignedLong(packet.rootDelay()));
        assertEquals(captured.rootDispersion(), Integer.toUnsignedLong(packet.rootDispersion()));
        HexFormat hex = HexFormat.of();
        assertEquals(captured.referenceId(), hex.toHexDigits(packet.referenceId()));
        assertEquals(captured.reference(), hex.toHexDigits(packet.referenceTimestamp()));
        assertEquals(captured.origin(), hex.toHexDigits(packet.originTimestamp()));
        assertEquals(captured.receive(), hex.toHexDigits(packet.receiveTimestamp()));
        assertEquals(captured.transmit(), hex.toHexDigits(packet.transmitTimestamp()));
        assertEquals(captured.macLength(), packet.macLength());
        if (captured.macLength() > 0) {
            assertEquals(captured.keyId(), Integer.toUnsignedLong(packet.keyId()));
        }
        List<Field> fields = new ArrayList<>();
        for (int at = packet.extensionsStart(); at < packet.extensionsEnd(); at += packet.extensionLength(at)) {
            fields.add(new Field(packet.extensionType(at), packet.extensionLength(at)));
        }
        assertEquals(captured.extensions(), fields);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void returnTheTransmitTimestampOfTheirRequest(Captured reply) {
        NtpPacketView request = Packets.view(PACKETS.get(reply.answers()).bytes());

        assertEquals(request.transmitTimestamp(), Packets.view(reply.bytes()).originTimestamp());
    }

    /** RFC 8915, section 5.7: a reply carries its request's unique identifier, and is no longer than the request. */
    @ParameterizedTest
    @CsvSource({"chrony NTS reply, chrony NTS request", "chrony NTS NAK, chrony NTS request"})
    void returnTheUniqueIdentifierOfTheirRequest(String replyName, String requestName) {
        NtpPacketView request = Packets.view(PACKETS.get(requestName).bytes());
        NtpPacketView reply = Packets.view(PACKETS.get(replyName).bytes());

        assertEquals(0x0104, reply.extensionType(reply.extensionsStart()));
        assertArrayEquals(field(request, request.extensionsStart()), field(reply, reply.extensionsStart()));
    }

    /** The digest of key and packet is right only if the MAC was found where it is. */
    @ParameterizedTest
    @CsvSource({
        "chrony MD5, MD5, 666f6c696f74",
        "chrony SHA1, SHA-1, 000102030405060708090a0b0c0d0e0f10111213",
        "chrony SHA256 version 3, SHA-256, 000102030405060708090a0b0c0d0e0f10111213",
    })
    void haveTheirMacWhereItIsFound(String name, String algorithm, String key) throws GeneralSecurityException {
        for (String direction : List.of(" request", " reply")) {
            byte[] bytes = PACKETS.get(name + direction).bytes();
            int macStart = Packets.view(bytes).macStart();
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(Packets.bytes(key));
            digest.update(bytes, 0, macStart);

            assertArrayEquals(digest.digest(), Arrays.copyOfRange(bytes, macStart + 4, bytes.length));
        }
    }

    /** RFC 9769, section 2: the request returns the server's receive timestamp instead of zero. */
    @Test
    void showInterleavedModeInTheOriginTimestamp() {
        NtpPacketView reply = Packets.view(
                PACKETS.get("chrony basic before interleaved reply").bytes());
        NtpPacketView next =
                Packets.view(PACKETS.get("chrony interleaved request").bytes());

        assertEquals(reply.receiveTimestamp(), next.originTimestamp());
        assertNotEquals(0, next.receiveTimestamp());
    }

    @Test
    void showANakOfNtsAsAKiss() {
        assertEquals(
                KissCode.NTSN,
                Packets.view(PACKETS.get("chrony NTS NAK").bytes()).kissCode());
        NtpPacketView unsynchronised =
                Packets.view(PACKETS.get("ntpsec unsynchronised reply").bytes());
        assertEquals(KissCode.INIT, unsynchronised.kissCode());
    }

    /** Who asks as others do cannot be told from them. */
    @ParameterizedTest
    @CsvSource("chrony request")
    void areWhatTheWriterWrites(String name) {
        Captured captured = PACKETS.get(name);
        NtpPacketView packet = Packets.view(captured.bytes());
        ByteBuffer memory = ByteBuffer.allocate(48);

        new NtpPacketWriter().wrap(memory, 0, 48).clientRequest(packet.poll(), packet.transmitTimestamp());

        assertEquals(captured.hex(), HexFormat.of().formatHex(memory.array()));
    }

    private static byte[] field(NtpPacketView packet, int at) {
        byte[] bytes = new byte[packet.extensionLength(at)];
        packet.buffer().get(packet.offset() + at, bytes);
        return bytes;
    }

    private static Map<String, Captured> load() {
        InputStream resource = CapturedPacketsTest.class.getResourceAsStream("/wire/captured.json");
        assertNotNull(resource);
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            List<Captured> packets = new Gson().fromJson(reader, new TypeToken<List<Captured>>() {});
            return packets.stream().collect(Collectors.toMap(Captured::name, Function.identity()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
