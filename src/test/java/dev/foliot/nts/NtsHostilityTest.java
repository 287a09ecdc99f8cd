package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.KissCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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

/** Whatever comes, nothing breaks, nothing is believed, and no answer is longer than what it answers. */
class NtsHostilityTest {
    private static final AeadAlgorithm SIV = AeadAlgorithm.AES_SIV_CMAC_256;
    private static final SessionKeys KEYS = Partners.keys(SIV, 7);

    private final Partners partners = new Partners(SIV);
    private final byte[] request = partners.request();
    private final byte[] reply = partners.reply(request);

    @Property(tries = 3000)
    void anyBytesAreNoAuthenticPacket(@ForAll("packets") byte[] packet) {
        notAuthentic(packet);
    }

    @Property(tries = 2000)
    void fieldsOfGoodPacketsInAnyOrderAreNoAuthenticRequest(
            @ForAll @Size(max = 7) List<@IntRange(max = 2) Integer> order) {
        Fields fields = new Fields(request);
        List<byte[]> good = List.copyOf(fields.all());
        fields.all().clear();
        order.forEach(index -> fields.all().add(good.get(index)));
        byte[] packet = fields.packet();
        // What comes behind the authenticator changes nothing, as long as the packet has a form.
        boolean same = order.size() >= 3 && order.subList(0, 3).equals(List.of(0, 1, 2));
        RequestVerdict verdict = partners.open(packet);

        assertTrue(same || verdict != RequestVerdict.AUTHENTIC, verdict + " " + order);
    }

    /** Of clients with keys, who want to make the server do harm. */
    @Property(tries = 1000)
    void repliesAreNotLongerThanAuthenticRequests(
            @ForAll @IntRange(max = 9) int placeholders,
            @ForAll @IntRange(min = 1, max = 40) int nonceLength,
            @ForAll @IntRange(max = 6) int paddingWords,
            @ForAll @IntRange(max = 3) int encrypted,
            @ForAll @IntRange(min = 32, max = 80) int identifierLength) {
        Fields fields = new Fields(request).replace(NtsField.UNIQUE_IDENTIFIER, new byte[identifierLength]);
        for (int i = 0; i < placeholders; i++) {
            fields.all().add(i % 3, Fields.field(NtsField.COOKIE_PLACEHOLDER, new byte[100]));
        }
        byte[] text = new byte[encrypted * 104];
        for (int at = 0; at < text.length; at += 104) {
            ByteBuffer.wrap(text)
                    .putShort(at, (short) NtsField.COOKIE_PLACEHOLDER)
                    .putShort(at + 2, (short) 104);
        }
        byte[] wanted = Resealed.request(fields.packet(), KEYS, text, nonceLength, 4 * paddingWords);
        RequestVerdict verdict = partners.open(wanted);
        boolean roomForNonce = NtsField.padded(nonceLength) + 4 * paddingWords >= 16;

        if (wanted.length > 1500) {
            assertEquals(RequestVerdict.MALFORMED, verdict);
        } else if (!roomForNonce) {
            assertEquals(RequestVerdict.MALFORMED, verdict);
        } else {
            assertEquals(RequestVerdict.AUTHENTIC, verdict);
            ByteBuffer packet = ByteBuffer.allocate(wanted.length);
            int length = partners.server.seal(packet, 0);
            int cookies = Math.min(8, 1 + placeholders + encrypted);
            assertEquals(48 + NtsField.padded(4 + identifierLength) + 40 + 104 * cookies, length);
            assertTrue(length <= wanted.length);
        }
    }

    private void notAuthentic(byte[] packet) {
        RequestVerdict verdict = partners.open(packet);
        assertNotEquals(RequestVerdict.AUTHENTIC, verdict);
        if (verdict != RequestVerdict.MALFORMED) {
            assertTrue(partners.echo(KissCode.NTSN).length <= packet.length);
        }
        assertNotEquals(ReplyVerdict.AUTHENTIC, partners.verify(packet));
        assertEquals(7, partners.client.cookies());
    }

    /** Anything; headers with fields that follow one another; good packets with some bytes altered. */
    @Provide
    Arbitrary<byte[]> packets() {
        Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<byte[]> field = Combinators.combine(
                        Arbitraries.of(0x0104, 0x0204, 0x0304, 0x0404, 0x0404, 0x1111),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(120),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 60))
                .as(NtsHostilityTest::field);
        Arbitrary<byte[]> shaped = Combinators.combine(
                        field.list().ofMaxSize(6), Arbitraries.of((byte) 0x23, (byte) 0x24), Arbitraries.of(0, 1))
                .as(NtsHostilityTest::packet);
        Arbitrary<byte[]> spoilt = Combinators.combine(
                        Arbitraries.of(request, reply),
                        Arbitraries.integers().between(0, 227),
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.integers().between(0, 10))
                .as((good, at, what, cut) -> {
                    byte[] packet = Arrays.copyOf(good, good.length - Math.max(0, 4 * (cut - 7)));
                    packet[at % packet.length] ^= what.byteValue();
                    return packet;
                });
        return Arbitraries.oneOf(anything, shaped, spoilt);
    }

    /** An authenticator has lengths that may fit. */
    private static byte[] field(int type, byte[] body, int nonceLength, int ciphertextLength) {
        byte[] field = Fields.field(type, body);
        if (type == NtsField.AUTHENTICATOR) {
            ByteBuffer.wrap(field).putShort(4, (short) nonceLength).putShort(6, (short) ciphertextLength);
        }
        return field;
    }

    private static byte[] packet(List<byte[]> fields, byte first, int stratum) {
        byte[] header = new byte[48];
        header[0] = first;
        header[1] = (byte) stratum;
        Fields packet = new Fields(header);
        packet.all().addAll(new ArrayList<>(fields));
        return packet.packet();
    }
}
