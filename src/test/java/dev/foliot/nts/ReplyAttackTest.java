package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that somebody spoilt or made up. */
class ReplyAttackTest {
    private static final AeadAlgorithm SIV = AeadAlgorithm.AES_SIV_CMAC_256;
    private static final SessionKeys KEYS = Partners.keys(SIV, 7);

    private final Partners partners = new Partners(SIV);
    private final byte[] reply = partners.reply(partners.request());
    private final Fields fields = new Fields(reply);

    @ParameterizedTest
    @EnumSource
    void noBitOfAReplyCanBeAltered(AeadAlgorithm algorithm) {
        Partners each = new Partners(algorithm);
        byte[] good = each.reply(each.request());
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] altered = good.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertTrue(each.verify(altered) != ReplyVerdict.AUTHENTIC, "bit " + bit);
        }
        assertEquals(7, each.client.cookies());
        assertEquals(ReplyVerdict.AUTHENTIC, each.verify(good));
    }

    @Test
    void noPartOfAReplyIsAuthentic() {
        for (int length = 0; length < reply.length; length++) {
            assertTrue(partners.verify(Arrays.copyOf(reply, length)) != ReplyVerdict.AUTHENTIC, length + " bytes");
        }
    }

    @Test
    void aReplyCountsOnce() {
        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
        assertEquals(ReplyVerdict.UNASKED, partners.verify(reply));
        assertEquals(8, partners.client.cookies());
    }

    @Test
    void aReplyToAnotherRequestDoesNotCount() {
        partners.request();

        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(reply));
    }

    @Test
    void aReplyWithoutIdentifierDoesNotCount() {
        fields.all().remove(0);

        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(fields.packet()));
    }

    @Test
    void anIdentifierBehindTheAuthenticatorDoesNotCount() {
        Collections.swap(fields.all(), 0, 1);

        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(fields.packet()));
    }

    /** A downgrade: the time may even be right. */
    @Test
    void aReplyWithoutAuthenticatorIsNotBelieved() {
        fields.all().remove(1);

        assertEquals(ReplyVerdict.UNPROTECTED, partners.verify(fields.packet()));
        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(Arrays.copyOf(reply, NtpHeader.SIZE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFieldThatComesTwiceIsRefused(int field) {
        fields.all().add(field, fields.all().get(field));

        assertEquals(ReplyVerdict.MALFORMED, partners.verify(fields.packet()));
    }

    @Test
    void keysOfSomebodyElseSealNothing() {
        assertEquals(ReplyVerdict.FORGED, partners.verify(Resealed.reply(reply, Partners.keys(SIV, 9), new byte[0])));
    }

    @Test
    void aRequestSentBackIsNoReply() {
        byte[] request = partners.request();
        assertEquals(ReplyVerdict.MALFORMED, partners.verify(request));

        request[0] = 0x24;
        assertEquals(ReplyVerdict.FORGED, partners.verify(request));
    }

    @Test
    void cookiesInTheClearAreNotKept() {
        fields.all().add(1, Fields.field(NtsField.COOKIE, new byte[100]));
        byte[] sealed = Resealed.reply(fields.packet(), KEYS, new byte[0]);

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(sealed));
        assertEquals(7, partners.client.cookies());
    }

    @Test
    void cookiesThatNoPacketCarriesAreNotKept() {
        byte[] empty = cookieField(0);
        byte[] tooShort = cookieField(8);
        byte[] tooLong = cookieField(1028);
        byte[] sealed = Resealed.reply(reply, KEYS, join(empty, tooShort, tooLong));

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(sealed));
        assertEquals(7, partners.client.cookies());
    }

    @Test
    void moreCookiesThanEightAreNotKept() {
        byte[] cookie = cookieField(12);
        byte[] sealed =
                Resealed.reply(reply, KEYS, join(Collections.nCopies(30, cookie).toArray(byte[][]::new)));

        assertTrue(sealed.length > reply.length);
        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(sealed));
        assertEquals(8, partners.client.cookies());
    }

    @Test
    void encryptedFieldsAreWholeFields() {
        byte[] cut = Arrays.copyOf(cookieField(100), 52);
        assertEquals(ReplyVerdict.MALFORMED, partners.verify(Resealed.reply(reply, KEYS, cut)));
        assertEquals(7, partners.client.cookies());

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
    }

    @Test
    void aReplyLongerThanAFrameIsNotLookedAt() {
        fields.all().add(Fields.field(0x1234, new byte[1400]));

        assertEquals(ReplyVerdict.MALFORMED, partners.verify(fields.packet()));
    }

    @Test
    void aNakOfWhoDidNotSeeTheRequestCountsForNothing() {
        byte[] nak = partners.echo(KissCode.NTSN);
        byte[] without = Arrays.copyOf(nak, NtpHeader.SIZE);
        byte[] wrong = nak.clone();
        wrong[60] ^= 1;

        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(without));
        assertEquals(ReplyVerdict.ANOTHER_REQUEST, partners.verify(wrong));
        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
    }

    @Test
    void aNakEndsNothingWhenTheReplyComesAfterAll() {
        assertEquals(ReplyVerdict.NAK, partners.verify(partners.echo(KissCode.NTSN)));
        assertEquals(KeyExchangeNeed.REFUSED, partners.client.need(1_000_000));

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
    }

    @Test
    void aNakBehindTheReplyIsUnasked() {
        byte[] nak = partners.echo(KissCode.NTSN);
        partners.verify(reply);

        assertEquals(ReplyVerdict.UNASKED, partners.verify(nak));
        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
    }

    @Test
    void afterANakTheClientGoesOnWithWhatItHas() {
        partners.verify(partners.echo(KissCode.NTSN));
        byte[] next = partners.request();
        assertEquals(KeyExchangeNeed.REFUSED, partners.client.need(1_000_000));

        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(partners.reply(next)));
        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
    }

    @Test
    void anotherKissIsOneWhenItsSenderSawTheRequest() {
        assertEquals(ReplyVerdict.KISS, partners.verify(partners.echo(KissCode.DENY)));
        assertEquals(KeyExchangeNeed.NONE, partners.client.need(1_000_000));
        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(reply));
    }

    @Test
    void aNakAsFirstWordMeansTheOtherKeys() {
        SessionKeys compatible = Partners.keys(SIV, 20);
        ClientSession client =
                Partners.client(Partners.state(compatible, Optional.of(KEYS), partners.cookies(KEYS, 8)));
        assertEquals(RequestVerdict.FORGED, partners.open(Partners.request(client)));
        assertEquals(ReplyVerdict.NAK, open(client, partners.echo(KissCode.NTSN)));
        assertEquals(KeyExchangeNeed.NONE, client.need(1_000_000));

        byte[] second = partners.reply(Partners.request(client));
        assertEquals(ReplyVerdict.AUTHENTIC, open(client, second));
        assertEquals(Optional.empty(), client.state().otherKeys());
    }

    @Test
    void theOtherKeysAreTriedOnce() {
        ClientSession client = Partners.client(
                Partners.state(Partners.keys(SIV, 20), Optional.of(Partners.keys(SIV, 30)), partners.cookies(KEYS, 8)));
        for (KeyExchangeNeed need : List.of(KeyExchangeNeed.NONE, KeyExchangeNeed.REFUSED)) {
            partners.open(Partners.request(client));
            assertEquals(ReplyVerdict.NAK, open(client, partners.echo(KissCode.NTSN)));
            assertEquals(need, client.need(1_000_000));
        }
    }

    @Test
    void whoHadAnAuthenticReplyDoesNotChangeKeys() {
        ClientSession client = Partners.client(
                Partners.state(Partners.keys(SIV, 7), Optional.of(Partners.keys(SIV, 30)), partners.cookies(KEYS, 8)));
        open(client, partners.reply(Partners.request(client)));
        partners.open(Partners.request(client));
        open(client, partners.echo(KissCode.NTSN));

        assertEquals(KeyExchangeNeed.REFUSED, client.need(1_000_000));
    }

    private static ReplyVerdict open(ClientSession client, byte[] packet) {
        return client.open(ByteBuffer.wrap(packet), 0, packet.length);
    }

    /** A field as it may be when encrypted: as short as its header. */
    private static byte[] cookieField(int length) {
        return ByteBuffer.allocate(4 + length)
                .putShort((short) NtsField.COOKIE)
                .putShort((short) (4 + length))
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
