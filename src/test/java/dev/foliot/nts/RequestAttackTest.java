package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.KissCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that somebody spoilt, or made to do harm. */
class RequestAttackTest {
    private static final AeadAlgorithm SIV = AeadAlgorithm.AES_SIV_CMAC_256;
    private static final SessionKeys KEYS = Partners.keys(SIV, 7);

    private final Partners partners = new Partners(SIV);
    private final byte[] request = partners.request();
    private final Fields fields = new Fields(request);

    @ParameterizedTest
    @EnumSource
    void noBitOfARequestCanBeAltered(AeadAlgorithm algorithm) {
        Partners each = new Partners(algorithm);
        byte[] good = each.request();
        for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
            byte[] altered = good.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertTrue(each.open(altered) != RequestVerdict.AUTHENTIC, "bit " + bit);
        }
        assertEquals(RequestVerdict.AUTHENTIC, each.open(good));
    }

    @Test
    void noPartOfARequestIsAuthentic() {
        for (int length = 0; length < request.length; length++) {
            assertTrue(partners.open(Arrays.copyOf(request, length)) != RequestVerdict.AUTHENTIC, length + " bytes");
        }
    }

    @Test
    void aReplayedRequestGetsAnotherReplyOfWhichTheClientTakesOne() {
        byte[] first = partners.reply(request);
        byte[] second = partners.reply(request);

        int nonce = 48 + 36 + NtsField.NONCE;
        assertFalse(Arrays.equals(first, nonce, nonce + 16, second, nonce, nonce + 16));
        assertEquals(ReplyVerdict.AUTHENTIC, partners.verify(second));
        assertEquals(ReplyVerdict.UNASKED, partners.verify(first));
        assertEquals(8, partners.client.cookies());
    }

    @ParameterizedTest
    @ValueSource(ints = {NtsField.UNIQUE_IDENTIFIER, NtsField.COOKIE, NtsField.AUTHENTICATOR})
    void aFieldThatIsStrippedIsMissed(int type) {
        fields.all().remove(fields.index(type));

        assertEquals(RequestVerdict.MALFORMED, partners.open(fields.packet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {NtsField.UNIQUE_IDENTIFIER, NtsField.COOKIE, NtsField.AUTHENTICATOR})
    void aFieldThatComesTwiceIsRefused(int type) {
        int at = fields.index(type);
        fields.all().add(at, fields.all().get(at));

        assertEquals(RequestVerdict.MALFORMED, partners.open(fields.packet()));
    }

    @Test
    void fieldsInAnotherOrderAreNotThoseThatWereSealed() {
        Collections.swap(fields.all(), 0, 1);

        assertEquals(RequestVerdict.FORGED, partners.open(fields.packet()));
    }

    @Test
    void whatStandsBehindTheAuthenticatorCountsForNothing() {
        fields.all().add(Fields.field(NtsField.COOKIE_PLACEHOLDER, new byte[100]));
        byte[] reply = partners.reply(fields.packet());
        assertEquals(request.length, reply.length);

        fields.all().remove(fields.all().size() - 1);
        Collections.rotate(fields.all(), -1);
        assertEquals(RequestVerdict.MALFORMED, partners.open(fields.packet()));
    }

    @Test
    void keysOfSomebodyElseOpenNothing() {
        byte[] forged = Resealed.request(request, Partners.keys(SIV, 9), new byte[0], 16, 0);

        assertEquals(RequestVerdict.FORGED, partners.open(forged));
    }

    @Test
    void aCookieOfAnotherServerIsUnknown() {
        MasterKey other = Partners.master(2);
        CookieSealer sealer = new CookieSealer(Partners.nonces(9));
        sealer.use(new MasterKeys(List.of(other), other));
        fields.replace(NtsField.COOKIE, sealer.next(KEYS));

        assertEquals(RequestVerdict.UNKNOWN_COOKIE, partners.open(fields.packet()));
    }

    /** 0 and 1 bytes have the shortest field, of 12 bytes; 68, 100 and 164 are lengths that cookies have. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 20, 36, 64, 68, 96, 100, 104, 160, 164, 168, 1000})
    void aCookieOfAnyLengthIsUnknown(int length) {
        fields.replace(NtsField.COOKIE, new byte[length]);

        assertEquals(RequestVerdict.UNKNOWN_COOKIE, partners.open(fields.packet()));
    }

    @Test
    void aCookieOf65535BytesReachesBeyondItsPacket() {
        int at = 48 + fields.all().get(0).length;
        ByteBuffer.wrap(request).putShort(at + 2, (short) 65_535);
        assertEquals(RequestVerdict.MALFORMED, partners.open(request));

        fields.replace(NtsField.COOKIE, new byte[65_504]);
        assertEquals(RequestVerdict.MALFORMED, partners.open(fields.packet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 96, 104, 1000})
    void aPlaceholderIsAsLongAsTheCookie(int length) {
        fields.all().add(2, Fields.field(NtsField.COOKIE_PLACEHOLDER, new byte[length]));
        byte[] sealed = Resealed.request(fields.packet(), KEYS, new byte[0], 16, 0);

        assertEquals(RequestVerdict.MALFORMED, partners.open(sealed));
    }

    @Test
    void whoeverAsksForTooManyCookiesGetsEight() {
        for (int i = 0; i < 11; i++) {
            fields.all().add(1, Fields.field(NtsField.COOKIE_PLACEHOLDER, new byte[100]));
        }
        byte[] many = Resealed.request(fields.packet(), KEYS, new byte[0], 16, 0);
        byte[] reply = partners.reply(many);

        assertTrue(many.length > reply.length);
        assertEquals(48 + 36 + 8 + 16 + 16 + 8 * 104, reply.length);
    }

    @Test
    void aShortNonceNeedsPaddingLestTheReplyBeLonger() {
        byte[] unpadded = Resealed.request(request, KEYS, new byte[0], 1, 8);
        byte[] padded = Resealed.request(request, KEYS, new byte[0], 1, 12);

        assertEquals(RequestVerdict.MALFORMED, partners.open(unpadded));
        assertEquals(padded.length, partners.reply(padded).length);
    }

    @Test
    void aNonceThatAnAlgorithmDoesNotHaveIsForged() {
        Partners gcmSiv = new Partners(AeadAlgorithm.AES_128_GCM_SIV);
        byte[] good = gcmSiv.request();
        int authenticator = good.length - 36;
        byte[] longer = Arrays.copyOf(good, good.length + 4);
        ByteBuffer.wrap(longer)
                .putShort(authenticator + NtsField.NONCE_LENGTH, (short) 16)
                .putShort(authenticator + 2, (short) 40);
        assertEquals(RequestVerdict.FORGED, gcmSiv.open(longer));

        byte[] none = request.clone();
        ByteBuffer.wrap(none).putShort(none.length - 40 + NtsField.NONCE_LENGTH, (short) 0);
        assertEquals(RequestVerdict.FORGED, partners.open(none));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 102})
    void encryptedFieldsAreWholeFields(int length) {
        byte[] text = new byte[length];
        if (length > 3) {
            text[3] = (byte) (length - 1);
        }
        byte[] sealed = Resealed.request(request, KEYS, text, 16, 0);

        assertEquals(RequestVerdict.MALFORMED, partners.open(sealed));
    }

    @Test
    void anEncryptedPlaceholderIsAsLongAsTheCookieToo() {
        byte[] text = {3, 4, 0, 4};
        byte[] sealed = Resealed.request(request, KEYS, text, 16, 0);

        assertEquals(RequestVerdict.MALFORMED, partners.open(sealed));
    }

    @Test
    void onlyClientsHaveCookies() {
        request[0] = 0x21;

        assertEquals(RequestVerdict.MALFORMED, partners.open(request));
    }

    @Test
    void aNakHasTheIdentifierAndNothingElse() {
        request[request.length - 1] ^= 1;
        assertEquals(RequestVerdict.FORGED, partners.open(request));
        byte[] nak = partners.echo(KissCode.NTSN);

        assertEquals(48 + 36, nak.length);
        assertArrayEquals(
                fields.get(NtsField.UNIQUE_IDENTIFIER), new Fields(nak).all().get(0));
    }

    @Test
    void anIdentifierIsNotTooShort() {
        fields.replace(NtsField.UNIQUE_IDENTIFIER, new byte[28]);

        assertEquals(RequestVerdict.MALFORMED, partners.open(fields.packet()));
        assertEquals(48, partners.echo(KissCode.NTSN).length);
    }
}
